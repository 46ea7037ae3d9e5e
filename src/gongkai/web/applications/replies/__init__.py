"""答复：what a reply says and rests on, its proofs, its review and its signature."""

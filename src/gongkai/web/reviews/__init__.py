"""审签: the chain through which a paper goes before it counts, by different people, bound to the very words."""

"""Items, from draft to withdrawal."""

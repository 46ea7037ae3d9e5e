"""Organs: the tree, what stands inside them, what becomes of them, lists that are taken in."""

"""Renders what the engine found: the JSON of the contract, text for a terminal, a page."""

"""The catalogue: rows, the board, the duty calendar."""

"""The catalogue of what an organ must publish: each row a duty of somebody, with a limit."""

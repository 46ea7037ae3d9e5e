"""How people sign in, and what keeps others out."""

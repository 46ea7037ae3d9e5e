"""送达：by which way letters go, when they arrived, and the seal on them."""

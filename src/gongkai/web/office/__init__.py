"""Screens behind the sign-in: Wagtail's shell with our lists."""

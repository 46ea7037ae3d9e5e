"""Where typefaces come from besides those of the machine."""

import os


def folder() -> str:
    """The folder of the office's own typefaces (GONGKAI_FONTS); empty when the machine's have to do."""
    return os.environ.get("GONGKAI_FONTS", "").strip()

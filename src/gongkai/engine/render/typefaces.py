"""Where typefaces come from besides those of the machine."""

import os
from functools import cache
from pathlib import Path

import typst

from gongkai.kernel.problems import Unwritable

_ENDINGS = (".ttf", ".ttc", ".otf", ".otc")


def folder() -> str:
    """The folder of the office's own typefaces (GONGKAI_FONTS); empty when the machine's have to do.

    Raises Unwritable when it is not there or holds none: who names a folder wants its typefaces.
    """
    named = os.environ.get("GONGKAI_FONTS", "").strip()
    if not named:
        return ""
    if not Path(named).is_dir():
        raise Unwritable(f"GONGKAI_FONTS 指明的文件夹 {named} 不存在。", "请改正或取消这个环境变量。")
    if not any(path.suffix.lower() in _ENDINGS for path in Path(named).rglob("*")):
        raise Unwritable(
            f"GONGKAI_FONTS 指明的文件夹 {named} 里没有字体文件（{'、'.join(e[1:] for e in _ENDINGS)}）。",
            "请放入字体文件，或取消这个环境变量。",
        )
    return named


@cache
def fonts(folder: str) -> typst.Fonts:
    """The typefaces of the machine and of the office's folder; looking for them takes longer than setting a page."""
    return typst.Fonts(include_embedded_fonts=False, font_paths=[folder] if folder else [])

"""Characters for which a program wrote the code of a radical, or of a compatible form, that looks the same.

Fonts draw a radical and the character that looks like it with one glyph, and some programs write the radical's code.
"""

import re
import unicodedata

_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_SUPPLEMENT = dict(
    zip(
        "⺁⺇⺌⺎⺕⺝⺟⺠⺩⺪⺮⺶⺷⺸⺼⻁⻄⻅⻆⻉⻋⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻰⻳",
        "厂几小兀彐月母民王疋竹羊羊羊肉虎西见角贝车金长镸长门雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿齿龙龟",
        strict=True,
    )
)


def settle_radicals(text: str) -> str:
    """The text with characters where a program wrote the codes of their radicals or of compatible forms."""
    if not _RADICALS.search(text):
        return text
    return _RADICALS.sub(lambda m: _SUPPLEMENT.get(m[0]) or unicodedata.normalize("NFKC", m[0])[:1], text)

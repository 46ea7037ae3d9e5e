"""How a PDF looks: rulings, heads, merged labels, pages, running text. One theme leads, accidents vary the rest."""

import random
from dataclasses import dataclass, replace

SANS, SERIF = "Noto Sans CJK SC", "Noto Serif CJK SC"
MING, KAI, MICRO, ZEN = "AR PL UMing CN", "AR PL UKai CN", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"
FAMILIES = (MING, MING, KAI, MICRO, ZEN, SERIF, SANS)
MARK = "{organ}政务公开"
FOOTERS = ("— {n} —", "第 {n} 页 共 {t} 页", "{n}/{t}", "- {n} -", "{n}", "第{n}页")


@dataclass(frozen=True, slots=True)
class Look:
    """The layout of one PDF.

    `rules`: full, gaps (white cells on black), zebra, shade, rows, threelines, none, double, dashed, thick.
    `head`: plain, coloured, dark. `group`: wrap, stack, vertical, turned (merged labels).
    `wide`: nothing, all or table3 (landscape pages). `split`: repeat, bare, hand, handbare (table 3 over pages).
    `turned`: pages stored turned and shown upright by /Rotate. `order`: natural or shuffled drawing.
    """

    theme: str = "ruled"
    rules: str = "full"
    head: str = "plain"
    group: str = "wrap"
    valign: str = "middle"
    align: str = "center"
    page: str = "A4"
    wide: str = ""
    size: float = 12
    small: float = 9
    leading: float = 1.6
    family: str = MING
    spacing: float = 0
    is_justified: bool = True
    has_blanks: bool = False
    header: str = ""
    footer: str = ""
    watermark: str = ""
    has_cover: bool = False
    has_contents: bool = False
    columns: int = 1
    split: str = "repeat"
    breaks_rows: bool = False
    order: str = "natural"
    turned: int = 0
    is_cropped: bool = False
    widths: str = ""
    note: str = ""
    has_footnote: bool = False
    is_shared: bool = False
    cut: int = 0


THEMES: dict[str, tuple[dict[str, object], str]] = {
    "ruled": ({}, "全框线"),
    "gaps": ({"rules": "gaps"}, "表线是填色的细条"),
    "zebra": ({"rules": "zebra"}, "隔行底色、没有线"),
    "shade": ({"rules": "shade", "head": "coloured"}, "底色分格、没有线"),
    "rows": ({"rules": "rows"}, "只有横线"),
    "threelines": ({"rules": "threelines"}, "三线表"),
    "bare": ({"rules": "none"}, "没有线"),
    "double": ({"rules": "double"}, "双线"),
    "dashed": ({"rules": "dashed"}, "虚线"),
    "thick": ({"rules": "thick", "head": "dark"}, "外框粗线、深色表头"),
    "coloured": ({"head": "coloured"}, "彩色表头"),
    "stacked": ({"group": "stack"}, "分组标签一行一字"),
    "vertical": ({"group": "vertical"}, "分组标签竖排"),
    "turnedtext": ({"group": "turned"}, "分组标签转九十度"),
    "headless": ({"split": "bare", "small": 10.5}, "跨页不重复表头"),
    "rowbreak": ({"breaks_rows": True, "widths": "tall", "small": 12}, "一行断在两页"),
    "byhand": ({"split": "hand"}, "表三手工分成两张、表头重印"),
    "handbare": ({"split": "handbare"}, "表三手工分成两张、后一张没有表头"),
    "narrow": ({"widths": "narrow", "small": 7.5, "page": "Letter"}, "数字列很窄"),
    "wrapped": ({"widths": "thin"}, "行名折成多行"),
    "marked": ({"watermark": MARK}, "水印"),
    "footnotes": ({"has_footnote": True, "note": "below"}, "脚注和表注"),
    "columns": ({"columns": 2}, "正文分两栏"),
    "landscape": ({"wide": "all"}, "全部横页"),
    "wide3": ({"wide": "table3"}, "表三在横页上"),
    "turned": ({"turned": 90}, "页面靠 /Rotate 转正"),
    "turned3": ({"wide": "table3", "turned": 270}, "表三横页靠 /Rotate 转正"),
    "cover": ({"has_cover": True, "has_contents": True}, "封面和目录"),
    "shuffled": ({"order": "shuffled"}, "绘制次序和阅读次序不同"),
    "a3": ({"page": "A3", "size": 16, "small": 13}, "A3 大字"),
    "large": ({"size": 16, "small": 12, "leading": 1.8}, "三号大字"),
    "small": ({"size": 9, "small": 6.5, "leading": 1.35}, "小字"),
    "spaced": ({"spacing": 0.12}, "字间加空"),
    "blanks": ({"has_blanks": True, "is_justified": False}, "全角空格缩进"),
    "shared": ({"is_shared": True, "size": 10.5, "small": 7.5, "leading": 1.3}, "表二表三同页"),
    "notes": ({"note": "row"}, "表末加注行"),
    "cropped": ({"is_cropped": True}, "裁切框不从零点起"),
}  # fmt: skip
PRODUCERS = {
    "chromium": tuple(THEMES),
    "office": tuple(t for t in THEMES if t not in ("gaps", "marked", "shuffled", "turnedtext")),
    "typst": tuple(t for t in THEMES if t not in ("shuffled", "double", "gaps")),
}


def draw(theme: str, program: str, rng: random.Random) -> Look:
    """The look of a theme with accidents that do not hide it."""
    lead = dict(THEMES[theme][0])
    others = ("rows", "threelines", "none", "dashed", "thick", "zebra", "shade")
    others += ("gaps", "double") if program == "chromium" else ()
    chance: dict[str, object] = {
        "rules": rng.choice(others) if rng.random() < 0.3 else "full",
        "family": rng.choice(FAMILIES),
        "size": rng.choice((10.5, 12, 12, 14, 16, 16)),
        "small": rng.choice((7.5, 8, 9, 9, 10.5, 10.5)),
        "leading": rng.choice((1.4, 1.6, 1.75, 2.0)),
        "valign": rng.choice(("middle", "middle", "top", "bottom")),
        "align": rng.choice(("center", "center", "center", "right", "left")),
        "group": rng.choice(("wrap", "wrap", "wrap", "stack", "vertical")),
        "is_justified": rng.random() < 0.6,
        "has_blanks": rng.random() < 0.15,
        "header": rng.choice(("", "", "{organ}", "政府信息公开工作年度报告", "{title}")),
        "footer": rng.choice(("", *FOOTERS)),
        "head": rng.choice(("plain", "plain", "plain", "coloured")),
        "has_cover": rng.random() < 0.08,
        "has_contents": rng.random() < 0.06,
        "columns": 2 if rng.random() < 0.05 else 1,
        "note": rng.choice(("", "", "", "", "below", "row")),
        "split": rng.choice(("repeat", "repeat", "repeat", "bare")),
        "breaks_rows": rng.random() < 0.2,
        "order": "shuffled" if rng.random() < 0.1 else "natural",
        "watermark": MARK if rng.random() < 0.08 else "",
        "has_footnote": rng.random() < 0.08,
    }
    look = replace(Look(theme=theme), **{**chance, **lead})  # type: ignore[arg-type] - fields by name
    return _fitting(look, program, rng)


def _fitting(look: Look, program: str, rng: random.Random) -> Look:
    """Without what would hide the theme or what the program cannot draw."""
    if look.rules in ("none", "rows", "threelines"):
        # Nothing but the columns tells the figures apart.
        look = replace(look, align="center" if look.align == "left" else look.align, valign="middle")
    if look.rules in ("none", "zebra", "threelines"):
        look = replace(look, head="plain")
    if look.rules in ("none", "zebra", "threelines") and look.theme not in (
        "stacked",
        "vertical",
        "turnedtext",
    ):
        # Labels set upright would run into each other.
        look = replace(look, group="wrap")
    if program == "office":
        look = replace(look, watermark="")
    if program != "chromium":
        look = replace(look, order="natural")
    if look.split.startswith("hand"):
        look = replace(look, cut=rng.randint(9, 20))
    return look

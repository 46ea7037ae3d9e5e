"""Text can be read: every pair of colours in the style sheet keeps its contrast, a greater one for whoever asks for it."""

import re
from pathlib import Path

import pytest

import gongkai.web.portal as portal

CSS = (Path(portal.__file__).parent / "static/portal/site.css").read_text("utf-8")
RULES = CSS.partition("\n/* Ground */")[2]
# Whatever is used as the colour of text, and whatever is used behind text: any of the one may stand on any of the other.
FRONTS = sorted(set(re.findall(r"(?<![\w-])color: var\(--([\w-]+)\)", RULES)) - {"ground"})
BACKS = sorted(
    name
    for name in re.findall(r"--([\w-]+): #", CSS)
    if name in ("ground", "wash") or name.endswith("-ground")
)


def tokens(selector):
    block = re.search(rf"^\s*{re.escape(selector)} \{{(.*?)\}}", CSS, re.DOTALL | re.MULTILINE)[1]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def brightness(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("front", "back"), [*((front, back) for front in FRONTS for back in BACKS), ("ground", "action")]
)
def test_contrast(front, back):
    normal = tokens(":root")
    assert contrast(normal[front], normal[back]) >= 4.5
    large = normal | tokens(":root.large")
    asked_of_the_system = ":root:not(.contrast)"
    for colours in (
        large,
        normal | tokens(":root.contrast"),
        large | tokens(":root.contrast"),
        normal | tokens(asked_of_the_system),
        large | tokens(asked_of_the_system),
    ):
        assert contrast(colours[front], colours[back]) >= 7


def test_what_is_drawn_on_a_picture_of_paper_is_seen():
    """Lines and shapes; the paper stays white when everything else turns black."""
    colours = tokens(":root") | tokens(":root.contrast :is(.cut svg, .original__page)")
    for mark in ("error", "warning", "notice"):
        assert contrast(colours[mark], colours["paper"]) >= 4.5
        assert contrast(colours["ground"], colours[mark]) >= 4.5


def test_every_colour_is_a_token():
    """Or it would escape the test above: a ground is called a ground, and light text stands on `action` only."""
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])|rgba?\(|hsla?\(", RULES)
    behind = set(re.findall(r"background(?:-color)?: [^;]*?var\(--([\w-]+)\)", RULES))
    assert behind <= {*BACKS, "action", "paper"}
    light = re.findall(r"\{[^{}]*(?<![\w-])color: var\(--ground\)[^{}]*\}", RULES)
    assert light
    assert all("background: var(--action)" in rule for rule in light)


def test_nothing_comes_from_elsewhere():
    assert not re.search(r"url\(|@import|@font-face", CSS)

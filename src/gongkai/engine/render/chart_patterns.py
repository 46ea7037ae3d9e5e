"""Grounds by which the series of a chart are told apart, also without colour: plain, hatched, dotted, lined."""

from lxml import etree
from lxml.etree import _Element as Element

_SIDE = 8  # of a tile
_DARK = "#1f2328"
# Ground, ink and what is drawn with it on a tile. Light grounds, so that dark figures can be read on them.
_TILES = (
    ("#cfe2f6", "#0b57a4", ()),
    ("#fff3d1", "#714400", ("M-2 2L2 -2M0 8L8 0M6 10L10 6",)),
    ("#fdecea", "#9c1c15", ("M2 2h.01M6 6h.01",)),
    ("#e6f3e9", "#14592c", ("M0 4H8",)),
    ("#efe7f7", "#5b2c83", ("M0 0L8 8M8 0L0 8",)),
    ("#eceef0", "#4a525a", ("M4 0V8",)),
)


def pattern(name: str, place: int) -> Element:
    """The tile of the n-th series; after the last the first comes again."""
    ground, ink, paths = _TILES[place % len(_TILES)]
    tile = etree.Element(
        "pattern", id=name, patternUnits="userSpaceOnUse", width=str(_SIDE), height=str(_SIDE)
    )
    etree.SubElement(tile, "rect", width=str(_SIDE), height=str(_SIDE), fill=ground)
    for path in paths:
        line = etree.SubElement(tile, "path", d=path, stroke=ink, fill="none")
        line.set("stroke-linecap", "round" if "h.01" in path else "square")
        line.set("stroke-width", "2.4" if "h.01" in path else "1.2")
    return tile


def swatch(name: str, *, x: float, y: float) -> Element:
    """A little of it, for the legend."""
    return etree.Element(
        "rect", x=f"{x:g}", y=f"{y:g}", width="14", height="14", fill=f"url(#{name})", stroke=_DARK
    )

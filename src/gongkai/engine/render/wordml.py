"""The elements of Word's markup, and the unit in which it measures: a twip, the twentieth of a point."""

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS_A_POINT = 20
_TWIPS_A_MILLIMETRE = 1440 / 25.4


def element(tag: str, **attributes: object) -> etree._Element:
    """An element by its short name, its attributes too."""
    return etree.Element(named(tag), {named(key): str(value) for key, value in attributes.items()})


def added(parent: etree._Element, tag: str, **attributes: object) -> etree._Element:
    """The same, as the last child of another one."""
    return etree.SubElement(parent, named(tag), {named(key): str(value) for key, value in attributes.items()})


def named(name: str) -> str:
    """The whole name of an element or attribute."""
    return f"{{{MAIN}}}{name}"


def twips_of_point(points: int) -> int:
    """Sizes of type."""
    return points * _TWIPS_A_POINT


def twips_of_mm(millimetres: float) -> float:
    """Lengths on the page, not rounded: what has to fit is rounded down."""
    return millimetres * _TWIPS_A_MILLIMETRE

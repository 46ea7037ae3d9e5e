"""Whose level may stand below whose: an organ is never of a higher level than the one above it."""

from .models import Level

ADVICE = "请核对级别和上级机关。"


def level_fault(name: str, level: str, *, over: str, over_level: str) -> str:
    """What is wrong with the level of an organ below another one; empty when nothing is."""
    own, above = Level(level), Level(over_level)
    if own.rank >= above.rank:
        return ""
    return (
        f"“{name}”是{own.label}，高于上级机关“{over}”的{above.label}：下级机关的级别不能高于上级机关的级别。"
    )

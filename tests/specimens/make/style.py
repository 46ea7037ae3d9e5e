"""Harmless ways in which printed reports differ: brackets, enumerators, quotes, digits, 合计 for 总计."""

import random
from dataclasses import dataclass

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
ENUMERATORS = ("{n}.", "{n}.", "{n}.", "{n}．", "（{n}）", "{n}、", "{n}. ")


@dataclass(frozen=True, slots=True)
class Style:
    """How labels and numbers of one specimen are written."""

    enumerator: str = "{n}."
    half_brackets: bool = False
    straight_quotes: bool = False
    total: str = "总计"
    thousands: bool = False
    full_digits: bool = False

    def label(self, text: str) -> str:
        """A row, group or column label in this style."""
        if len(text) > 2 and text[0].isdigit() and text[1] == ".":
            text = self.enumerator.format(n=text[0]) + text[2:]
        if self.half_brackets:
            text = text.replace("（", "(").replace("）", ")")
        if self.straight_quotes:
            text = text.replace("“", '"').replace("”", '"')
        return text.replace("总计", self.total) if text in ("总计", "（七）总计", "(七)总计") else text

    def number(self, value: object) -> str:
        """A figure in this style."""
        text = f"{value:f}" if hasattr(value, "as_tuple") else str(value)
        if self.thousands and len(text.split(".")[0]) > 3:
            whole, _, rest = text.partition(".")
            text = f"{int(whole):,}" + ("." + rest if rest else "")
        return text.translate(FULL) if self.full_digits else text


def draw(rng: random.Random) -> Style:
    """A style; most reports follow the form closely."""
    return Style(
        enumerator=rng.choice(ENUMERATORS),
        half_brackets=rng.random() < 0.2,
        straight_quotes=rng.random() < 0.2,
        total="合计" if rng.random() < 0.1 else "总计",
        thousands=rng.random() < 0.3,
        full_digits=rng.random() < 0.06,
    )

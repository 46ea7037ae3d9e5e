"""Texts looked over for what is personal, and proofread, against a bare automaton over the same text: one compiled
alternation of all the words that detectors know, and of long numbers. It finds words and understands none."""

import random
import re
import statistics

from benchmarks.engine import SPECIMENS
from benchmarks.measure import Measure, in_turn, ratio
from gongkai.engine.screening import screen_text
from gongkai.engine.wording import proofread
from gongkai.lawbook.screening import screening_rules

ROUNDS = 5
MOST = 2.5  # times the automaton: 0.4 of its speed
_FILES = 40
_KEY = b"a key for measurements, no other"
_LIST = "墨小禾，身份证号码11010519491231002X，手机13912345678，家住枕溪镇柳湾村3组12号。\n"


def measures() -> list[Measure]:
    """Both, over the texts of reports with a list of persons now and then."""
    text = _text(random.Random(1))
    automaton = _automaton()
    bare = lambda: sum(1 for _ in automaton.finditer(text))  # noqa: E731
    found = []
    for name, call, most in (
        ("screened for personal data", lambda: screen_text(text, key=_KEY), MOST),
        ("proofread", lambda: proofread(text), None),
    ):
        taken, alone = in_turn(call, bare, rounds=ROUNDS)
        speed = f"{len(text) / statistics.median(taken) / 1e6:.2f} M chars/s"
        found.append(Measure(name, speed, "a bare automaton", ratio(taken, alone), most))
    return found


def _text(chance: random.Random) -> str:
    files = sorted(SPECIMENS.glob("*/source.txt"))[:_FILES]
    parts = [file.read_text("utf-8", "replace") + _LIST * chance.randint(0, 3) for file in files]
    return "\n".join(parts)


def _automaton() -> re.Pattern[str]:
    rules = screening_rules()
    words = {word for one in rules.detectors.values() for word in one.words.pattern.split("|")}
    words |= set(rules.labelled.pattern.split("|"))
    if rules.address:
        words |= {*rules.address.home, *rules.address.office, *rules.address.places}
    return re.compile("|".join([*sorted(words, key=len, reverse=True), r"\d{11,19}[Xx]?"]))

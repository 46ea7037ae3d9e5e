"""Adding up the reports of a province against bare sums over the same numbers, and comparing two texts."""

import json
import random
import statistics
from collections.abc import Iterator

from benchmarks.measure import Measure, in_turn, ms, ratio
from gongkai import lawbook
from gongkai.engine.kept import figures
from gongkai.engine.render.contract import tables
from gongkai.kernel.copied import copied
from gongkai.kernel.figures import Figures
from gongkai.kernel.rollup import Member, add

ORGANS = 3_000
ROUNDS = 5
LENGTH = 4_000  # characters of a report's prose
_WITHIN = 2  # seconds


def kept() -> list[str]:
    """The figures of so many organs, as a database gives them back."""
    form, chance = lawbook.load().form("2021"), random.Random(30)
    return [
        json.dumps(tables(Figures.of(form, {cell: chance.randrange(50) for cell in form.cells})))
        for _ in range(ORGANS)
    ]


def rolling_up() -> Measure:
    """From what a database gives to the sum with its parts: ≤ 2 s."""
    texts, form = kept(), lawbook.load().form("2021")
    names = [f"机关{number}" for number in range(ORGANS)]
    rows = [list(figures("2021", json.loads(text)).read.values()) for text in texts]

    def rolled_up() -> object:
        return add(
            [
                Member(name, figures("2021", json.loads(text)))
                for name, text in zip(names, texts, strict=True)
            ],
            form=form,
        )

    def bare() -> object:
        return [json.loads(text) for text in texts], [sum(column) for column in zip(*rows, strict=True)]

    taken, summed = in_turn(rolled_up, bare, rounds=ROUNDS)
    is_within = statistics.median(taken) <= _WITHIN
    name = f"roll-up of {ORGANS} organs"
    return Measure(
        name, ms(taken), f"parsing and sum() {ms(summed)}", ratio(taken, summed), None, is_within, "≤ 2 s"
    )


def adding() -> Measure:
    """The sum alone, of figures that are there already."""
    form = lawbook.load().form("2021")
    members = [
        Member(f"机关{number}", figures("2021", json.loads(text))) for number, text in enumerate(kept())
    ]
    rows = [list(member.figures.read.values()) for member in members]
    taken, summed = in_turn(
        lambda: add(members, form=form),
        lambda: [sum(column) for column in zip(*rows, strict=True)],
        rounds=ROUNDS,
    )
    return Measure(f"adding {ORGANS} organs", ms(taken), f"sum() {ms(summed)}", ratio(taken, summed), None)


def copying() -> Measure:
    """Two texts of which half is the same, against looking each sentence up."""
    chance = random.Random(21)
    own, common, others = (
        "".join(chance.choices("公开信息办理申请报告机关", k=LENGTH // 2)) for _ in range(3)
    )
    text, other = f"{own}\n{common}", f"{common}\n{others}"
    taken, bare = in_turn(
        lambda: copied(text, other, shortest=18),
        lambda: (
            {text[place : place + 18] for place in range(LENGTH)}
            & {other[place : place + 18] for place in range(LENGTH)}
        ),
        rounds=ROUNDS * 3,
    )
    return Measure("copied passages", ms(taken), f"sets of pieces {ms(bare)}", ratio(taken, bare), None)


def measures() -> Iterator[Measure]:
    """Every line."""
    yield rolling_up()
    yield adding()
    yield copying()

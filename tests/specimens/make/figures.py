"""Random but lawful figures: every identity of the form holds, blanks never occur."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

KINDS = (
    "natural_person", "commercial_enterprise", "research_institution",
    "social_welfare_org", "legal_service_org", "other_org",
)  # fmt: skip
LEAVES_2021 = (
    "granted", "partially_granted",
    "denied_state_secret", "denied_law_prohibited", "denied_security_stability", "denied_third_party",
    "denied_internal_affairs", "denied_process_info", "denied_enforcement_file", "denied_admin_query",
    "unable_not_held", "unable_needs_creation", "unable_still_unclear",
    "refused_petition", "refused_repeat", "refused_publication", "refused_excessive", "refused_reissue",
    "other_correction_lapsed", "other_fee_lapsed", "other_misc",
)  # fmt: skip
LEAVES_2019 = (*LEAVES_2021[:18], "other")
WEIGHTS = {"granted": 40, "partially_granted": 6, "unable_not_held": 30, "refused_petition": 6}
SIZES = {"zero": (0, 0), "small": (1, 8), "medium": (12, 160), "large": (1100, 3600)}

Value = int | Decimal | None
Table2 = dict[str, dict[str, Value]]


@dataclass(slots=True)
class Figures:
    """The three tables as plain values, in the shape of the contract."""

    form: str
    table2: Table2 = field(default_factory=dict)
    table3: dict[str, list[Value]] = field(default_factory=dict)
    table4: dict[str, list[Value]] = field(default_factory=dict)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The ways to end an application under this form."""
        return LEAVES_2021 if self.form == "2021" else LEAVES_2019

    def total(self, row: str) -> int:
        """The figure in the column 总计 of one row of table three."""
        return int(self.table3[row][6] or 0)

    def group(self, prefix: str) -> int:
        """The sum of the 总计 of all leaves whose id begins so (denied, unable, refused, other)."""
        return sum(self.total(row) for row in self.leaves if row.startswith(prefix))

    @property
    def decisions(self) -> int:
        """Licences, penalties and compulsory measures decided in the year."""
        return sum(
            int(self.table2[row].get("decisions") or 0) for row in ("licences", "penalties", "compulsion")
        )


def make(
    *, rng: random.Random, form: str, profile: str, kind: str, knobs: Mapping[str, int] | None = None
) -> Figures:
    """Lawful figures of a size; `knobs` forces single leaves or suits so that a rule can be shown."""
    known = dict(knobs or {})
    figures = Figures(form)
    figures.table2 = _table2_2021(rng, kind) if form == "2021" else _table2_2019(rng, kind)
    figures.table3 = _table3(rng, figures.leaves, profile, kind, known)
    figures.table4 = _table4(rng, profile, known)
    return figures


def _table2_2021(rng: random.Random, kind: str) -> Table2:
    active = rng.random() < 0.6
    issued = rng.randint(0, 4) if active else 0
    repealed = rng.randint(0, 3) if active else 0
    busy = {"department": 400, "county": 5200, "township": 40, "street": 30}[kind]
    licences = rng.randint(0, busy) if rng.random() < 0.7 else 0
    fee = rng.choice(["0", "0", "0", "1.2", "0.35", "12.56", "308.4", "1250.375", "0.008", "96171.6"])
    if kind in ("township", "street"):
        fee = rng.choice(["0", "0", "0", "0", "0.26", "1.5"])
    return {
        "rules": {"issued": 0, "repealed": 0, "in_force": 0},
        "normative_docs": {
            "issued": issued,
            "repealed": repealed,
            "in_force": issued + rng.randint(0, 25) * active,
        },
        "licences": {"decisions": licences},
        "penalties": {"decisions": rng.randint(0, busy // 3) if rng.random() < 0.5 else 0},
        "compulsion": {"decisions": rng.randint(0, 12) if rng.random() < 0.3 else 0},
        "admin_fees": {"amount_wan": Decimal(fee)},
    }


def _table2_2019(rng: random.Random, kind: str) -> Table2:
    made = rng.randint(0, 5)
    busy = {"department": 400, "county": 3000, "township": 40, "street": 30}[kind]

    def items() -> dict[str, Value]:
        last = rng.randint(0, 60)
        return {"last_year_items": last, "change": rng.randint(-min(last, 3), 4)}

    count = rng.randint(0, 30)
    return {
        "rules": {"newly_made": 0, "newly_published": 0, "total_public": 0},
        "normative_docs": {
            "newly_made": made,
            "newly_published": made,
            "total_public": made + rng.randint(0, 20),
        },
        "licences": {**items(), "decisions": rng.randint(0, busy)},
        "other_services": {**items(), "decisions": rng.randint(0, busy)},
        "penalties": {**items(), "decisions": rng.randint(0, busy // 4)},
        "compulsion": {**items(), "decisions": rng.randint(0, 5)},
        "admin_fees": items(),
        "procurement": {"project_count": count, "total_amount": count * rng.randint(1800, 90000)},
    }


def _applicants(rng: random.Random, number: int, kind: str) -> list[int]:
    """Spread applications over the six kinds of applicants, mostly natural persons."""
    parts = [0] * 6
    weights = (70, 14, 1, 2, 6, 4) if kind != "township" else (85, 10, 0, 1, 2, 2)
    for chosen in rng.choices(range(6), weights=weights, k=number):
        parts[chosen] += 1
    return parts


def _table3(
    rng: random.Random, leaves: tuple[str, ...], profile: str, kind: str, knobs: dict[str, int]
) -> dict[str, list[Value]]:
    forced = {row: count for row, count in knobs.items() if row in leaves}
    low, high = SIZES[profile]
    done_by_kind = _applicants(rng, rng.randint(low, high), kind)
    rows: dict[str, list[int]] = {leaf: [0] * 6 for leaf in leaves}
    secret = () if kind in ("township", "street") else ("denied_state_secret",)
    free = [leaf for leaf in leaves if leaf not in ("denied_state_secret", "other_fee_lapsed")] + list(secret)
    weights = [WEIGHTS.get(leaf, 3) for leaf in free]
    for column, number in enumerate(done_by_kind):
        for leaf in rng.choices(free, weights=weights, k=number):
            rows[leaf][column] += 1
    for leaf, count in forced.items():
        rows[leaf][0] += count
    done = [sum(rows[leaf][column] for leaf in leaves) for column in range(6)]
    carried_out = [rng.randint(0, max(1, number // 12)) if number else 0 for number in done]
    arrived = [a + b for a, b in zip(done, carried_out, strict=True)]
    carried_in = [rng.randint(0, number // 5) if number else 0 for number in arrived]
    new = [a - b for a, b in zip(arrived, carried_in, strict=True)]
    order = {
        "new_received": new,
        "carried_in": carried_in,
        **rows,
        "result_total": done,
        "carried_out": carried_out,
    }
    return {row: [*values, sum(values)] for row, values in order.items()}


def _table4(rng: random.Random, profile: str, knobs: dict[str, int]) -> dict[str, list[Value]]:
    top = {"zero": 0, "small": 1, "medium": 5, "large": 60}[profile]
    rows: dict[str, list[Value]] = {}
    for row in ("review", "suit_direct", "suit_after_review"):
        most = top if row != "suit_direct" or rng.random() < 0.3 else 0
        parts = [rng.randint(0, most) if rng.random() < 0.6 else 0 for _ in range(4)]
        if row in knobs:
            parts[rng.randrange(4)] += knobs[row]
        rows[row] = [*parts, sum(parts)]
    return rows

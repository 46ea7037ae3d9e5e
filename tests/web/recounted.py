"""The tables of an organ's year told by plain SQL from the rows of its registers, without any code of the site.

The rules are those of the form (国办公开办函〔2021〕30号) as the tests' authors read them, written down a second time.
"""

import sqlite3
from collections.abc import Mapping
from decimal import Decimal

FIRST, LAST, EVE = "2025-01-01", "2025-12-31", "2024-12-31"
KINDS = (
    *("natural_person", "commercial_enterprise", "research_institution"),
    *("social_welfare_org", "legal_service_org", "other_org"),
)
LEAVES = (
    *("granted", "partially_granted"),
    *("denied_state_secret", "denied_law_prohibited", "denied_security_stability", "denied_third_party"),
    *("denied_internal_affairs", "denied_process_info", "denied_enforcement_file", "denied_admin_query"),
    *("unable_not_held", "unable_needs_creation", "unable_still_unclear"),
    *("refused_petition", "refused_repeat", "refused_publication", "refused_excessive", "refused_reissue"),
    *("other_correction_lapsed", "other_fee_lapsed", "other_misc"),
)
ROWS3 = ("new_received", "carried_in", *LEAVES, "carried_out")
ROWS4, COLUMNS4 = ("review", "suit_direct", "suit_after_review"), ("upheld", "corrected", "other", "pending")
TABLE2 = {
    "rules": ("issued", "repealed", "in_force"),
    "normative_docs": ("issued", "repealed", "in_force"),
    "licences": ("decisions",),
    "penalties": ("decisions",),
    "compulsion": ("decisions",),
    "admin_fees": ("amount_wan",),
}

_APPLICATIONS = """
    SELECT {row}, a.kind, COUNT(*) FROM applications_application a JOIN organs_organ o ON o.id = a.organ_id
    WHERE o.slug = :organ AND a.is_counted AND {when} GROUP BY 1, 2"""
# A request belongs to the year in which it came, a result to the year in which it was concluded.
_WHEN = {
    "'new_received'": "a.received_on BETWEEN :first AND :last",
    "'carried_in'": "a.received_on < :first AND (a.concluded_on IS NULL OR a.concluded_on >= :first)",
    "'carried_out'": "a.received_on <= :last AND (a.concluded_on IS NULL OR a.concluded_on > :last)",
    "a.row": "a.concluded_on BETWEEN :first AND :last",
}
_NORMATIVE = """
    SELECT TOTAL(n.published_on BETWEEN :first AND :last), TOTAL(n.ended_on BETWEEN :first AND :last),
        TOTAL(n.published_on <= :last AND (n.ended_on IS NULL OR n.ended_on > :last))
    FROM documents_normativedocument n JOIN documents_document d ON d.id = n.document_id
    JOIN organs_organ o ON o.id = d.organ_id
    WHERE o.slug = :organ AND n.is_lead AND n.published_on IS NOT NULL AND d.status <> 'void'"""
_MONTHS = """
    SELECT m.kind, COUNT(*), TOTAL(m.number), ROUND(TOTAL(m.amount) * 100)
    FROM decisions_monthlycount m JOIN organs_organ o ON o.id = m.organ_id
    WHERE o.slug = :organ AND m.month BETWEEN :first AND :last AND COALESCE(m.number, m.amount) IS NOT NULL
    GROUP BY 1"""
_FEES = """
    SELECT ROUND(TOTAL(f.amount) * 100) FROM applications_feenotice f
    JOIN applications_application a ON a.id = f.application_id JOIN organs_organ o ON o.id = a.organ_id
    WHERE o.slug = :organ AND f.paid_on BETWEEN :first AND :last"""
# Where a case stood at the end of a day: the ruling made by then and not appealed against by then.
_STOOD = """(SELECT r.result FROM remedies_ruling r WHERE r.challenge_id = c.id AND NOT r.is_void
        AND r.decided_on <= {day} AND (r.appealed_on IS NULL OR r.appealed_on > {day}))"""
_CHALLENGES = f"""
    SELECT CASE WHEN c.kind = 'review' THEN 'review' WHEN c.review_id IS NULL THEN 'suit_direct'
        ELSE 'suit_after_review' END,
        CASE WHEN {_STOOD.format(day=":last")} IN ('review_upheld', 'review_claim_dismissed', 'suit_dismissed')
            THEN 'upheld'
        WHEN {_STOOD.format(day=":last")} IN ('review_changed', 'review_revoked', 'review_unlawful',
            'review_performed', 'review_void', 'suit_revoked', 'suit_performed', 'suit_unlawful', 'suit_void',
            'suit_changed') THEN 'corrected'
        WHEN {_STOOD.format(day=":last")} IS NOT NULL OR c.ended_on <= :last THEN 'other'
        ELSE 'pending' END,
        COUNT(*)
    FROM remedies_challenge c JOIN applications_application a ON a.id = c.application_id
    JOIN organs_organ o ON o.id = a.organ_id
    WHERE o.slug = :organ AND NOT c.is_void AND c.received_on <= :last
        AND (c.received_on >= :first
            OR ({_STOOD.format(day=":eve")} IS NULL AND (c.ended_on IS NULL OR c.ended_on > :eve)))
    GROUP BY 1, 2"""


def recounted(connection: sqlite3.Connection, organ: str) -> dict[str, Decimal]:
    """Every cell of the three tables of an organ's own registers by its name."""
    days = {"organ": organ, "first": FIRST, "last": LAST, "eve": EVE}
    return with_totals(_table2(connection, days) | _table3(connection, days) | _table4(connection, days))


def with_totals(cells: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The cells with every sum of tables 3 and 4 added up from its parts, whatever stood there; all must have a name."""
    told = {cell: cells[cell] for cell in cells if cell.startswith("table2.")}
    for kind in KINDS:
        told |= {f"table3.{row}.{kind}": cells.get(f"table3.{row}.{kind}", Decimal(0)) for row in ROWS3}
        told[f"table3.result_total.{kind}"] = sum(told[f"table3.{leaf}.{kind}"] for leaf in LEAVES)
    for row in (*ROWS3, "result_total"):
        told[f"table3.{row}.total"] = sum(told[f"table3.{row}.{kind}"] for kind in KINDS)
    for row in ROWS4:
        parts = {f"table4.{row}.{column}" for column in COLUMNS4}
        told |= {cell: cells.get(cell, Decimal(0)) for cell in parts}
        told[f"table4.{row}.total"] = sum(told[cell] for cell in parts)
    assert cells.keys() <= told.keys(), cells.keys() - told.keys()
    return told


def flat(data: Mapping) -> dict[str, Decimal | None]:
    """The cells of a report as the contract has it, by their names."""
    told = {f"table2.{row}.{column}": data["table2"][row][column] for row in TABLE2 for column in TABLE2[row]}
    columns = {"table3": (*KINDS, "total"), "table4": (*COLUMNS4, "total")}
    for table, names in columns.items():
        for row, values in data[table].items():
            told |= {f"{table}.{row}.{name}": value for name, value in zip(names, values, strict=True)}
    return {cell: None if value is None else Decimal(str(value)) for cell, value in told.items()}


def _table2(connection: sqlite3.Connection, days: Mapping[str, str]) -> dict[str, Decimal]:
    """规章 is nothing for an organ of a county; months that were not all kept are no year."""
    told = {f"table2.rules.{column}": Decimal(0) for column in TABLE2["rules"]}
    stock = connection.execute(_NORMATIVE, days).fetchone()
    for column, count in zip(TABLE2["normative_docs"], stock, strict=True):
        told[f"table2.normative_docs.{column}"] = Decimal(int(count))
    (fees,) = connection.execute(_FEES, days).fetchone()
    for kind, months, number, cents in connection.execute(_MONTHS, days):
        assert months == 12, (days["organ"], kind)
        yuan = Decimal(int(cents + fees)) / 100
        told[f"table2.{kind}.{TABLE2[kind][0]}"] = (
            yuan / 10_000 if kind == "admin_fees" else Decimal(int(number))
        )
    return told


def _table3(connection: sqlite3.Connection, days: Mapping[str, str]) -> dict[str, Decimal]:
    found = (
        line
        for row, when in _WHEN.items()
        for line in connection.execute(_APPLICATIONS.format(row=row, when=when), days)
    )
    return {f"table3.{row}.{kind}": Decimal(n) for row, kind, n in found}


def _table4(connection: sqlite3.Connection, days: Mapping[str, str]) -> dict[str, Decimal]:
    found = connection.execute(_CHALLENGES, days)
    return {f"table4.{row}.{column}": Decimal(n) for row, column, n in found}

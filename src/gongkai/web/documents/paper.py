"""A month's reconciliation on paper: the sentence, and a table for each kind of thing that does not fit."""

from collections.abc import Iterator

from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, Role
from gongkai.web.ledger.sentences import day

from .reconciling import FindingKind, Findings, Mismatch

HEADS = ("文号", "标题", "成文日期", "期限", "说明")
_SHARES = (3, 6, 3, 3, 9)


def paper_of(findings: Findings, *, organ: str) -> Paper:
    """The paper; rendered as a workbook, each table is a sheet."""
    title = f"{organ}{findings.month_on.year}年{findings.month_on.month}月发文对账表"
    told = f"{findings.summary()}核对日期：{day(findings.on)}。"
    return Paper(title, organ, (Passage(title, Role.TITLE), Passage(told), *_tables(findings)))


def cells(mismatch: Mismatch) -> tuple[str, ...]:
    """One line of a table."""
    return (
        mismatch.doc_no,
        mismatch.title,
        day(mismatch.formed_on) if mismatch.formed_on else "",
        day(mismatch.due_on) if mismatch.due_on else "",
        mismatch.sentence(),
    )


def _tables(findings: Findings) -> Iterator[Block]:
    for kind in FindingKind:
        if listed := findings.of(kind):
            head = tuple(PaperCell(words, scope="col") for words in HEADS)
            rows = tuple(tuple(PaperCell(text or None) for text in cells(one)) for one in listed)
            yield Passage(kind.label, Role.HEADING_1)
            yield PaperTable(kind.label, (head, *rows), _SHARES, head_rows=1, is_form=True)

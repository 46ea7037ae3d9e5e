"""Papers of the archive: cover, list of papers and note of a volume; the lists with which volumes go to an archive, or are
destroyed, with the places where people sign."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, Role
from gongkai.lawbook.archive import archive_law
from gongkai.web.applications.models import Destruction, Transfer, Volume
from gongkai.web.applications.papers import CatalogueLine, catalogue
from gongkai.web.ledger.sentences import day

_FOR_A_HAND = 2  # rows' height
_FORM = (5, 13)
_LIST_HEADS = ("序号", "档号", "题名", "年度", "保管期限", "归档日期", "份数", "备注")
_LIST_SHARES = (2, 8, 11, 3, 4, 5, 3, 4)
_KEPT_SHARES = (8, 14, 14)
_NOTHING = "无"


def cover(volume: Volume) -> Paper:
    """卷宗封面."""
    lines = catalogue(volume.application)
    rows = (
        ("档号", volume.number),
        ("题名", title_of(volume)),
        ("年度", f"{volume.year}年"),
        ("保管期限", kept_for(volume)),
        ("起止日期", _span(volume, lines)),
        ("卷内材料", f"{len(lines)}份"),
        ("归档日期", day(volume.archived_on)),
        ("立卷人", _name(volume.archived_by)),
    )
    head = Passage(f"{volume.organ.name}\n政府信息公开申请案卷", Role.TITLE)
    return Paper(f"案卷封面（{volume}）", volume.organ.name, (head, _form("案卷封面", rows)))


def contents(volume: Volume) -> Paper:
    """卷内目录."""
    lines = [
        (line.place, line.number, line.author, line.paper.name, _short(line.paper.added_on), _where(line))
        for line in catalogue(volume.application)
    ]
    listed = table(
        "卷内目录", ("顺序号", "文号", "责任者", "题名", "日期", "备注"), lines, (2, 6, 5, 12, 5, 4)
    )
    return _paper(volume, "卷内目录", listed)


def note(volume: Volume) -> Paper:
    """卷内备考表: how many papers, what is missing and why, what else is to be known, who put it in order."""
    rows = [
        ("卷内材料", f"共{len(catalogue(volume.application))}份，见卷内目录。"),
        ("缺少的材料", "、".join(lacking_of(volume)) or _NOTHING),
        *([("仍然归档的理由", volume.lacking_because)] if volume.lacking else []),
        *([("改变保管期限的理由", volume.period_because)] if volume.period_because else []),
        ("本卷情况说明", volume.remark or _NOTHING),
        ("立卷人", _name(volume.archived_by)),
        ("立卷日期", day(volume.archived_on)),
    ]
    table = _form("备考表", rows, blank=("检查人", "检查日期"))
    return _paper(volume, "卷内备考表", table)


def transfer_list(row: Transfer) -> Paper:
    """档案移交清单, to be signed by both sides."""
    facts = [
        ("移交机关", row.organ.name),
        ("接收单位", row.receiver),
        ("移交日期", day(row.on)),
        ("回执编号", row.receipt_no or "接收后填写"),
        ("案卷数", f"{row.count}卷"),
    ]
    blocks = (_form("移交", facts), _listed(row.volumes.all()), _signed("移交单位", "接收单位"))
    return _whole(row.organ.name, "档案移交清单", blocks)


def destruction_list(row: Destruction) -> Paper:
    """档案销毁清册: what is destroyed, why, who approved it and who looked on. Once it is done, only what is gone, and what is
    still there with the reason."""
    facts = [
        ("机关", row.organ.name),
        ("鉴定意见", row.because),
        ("提出", f"{_name(row.proposed_by)}，{day(row.proposed_on)}"),
        ("状态", row.get_state_display()),
        ("批准", f"{_name(row.decided_by)}，{day(row.decided_on)}" if row.decided_on else "待批准"),
        ("批准意见", row.decision or _NOTHING),
        ("监销人", row.witnesses or "销毁时填写"),
        ("销毁日期", day(row.done_on) if row.done_on else "销毁时填写"),
    ]
    gone = row.volumes.exclude(pk__in=row.kept)
    blocks = (_form("销毁", facts), _listed(gone), *_kept(row), _signed("销毁人", "监销人"))
    return _whole(row.organ.name, "档案销毁清册", blocks)


def lines_of(volumes: Iterable[Volume]) -> list[tuple[str, ...]]:
    """One line a volume, as the lists print it."""
    return [
        (
            str(place),
            volume.number,
            title_of(volume),
            str(volume.year),
            volume.get_period_display(),
            _short(volume.archived_on),
            str(volume.paper_count),
            "有缺件，见备考表" if volume.lacking else "",
        )
        for place, volume in enumerate(volumes, 1)
    ]


def table(
    caption: str, heads: Sequence[str], lines: Iterable[Iterable[object]], shares: tuple[int, ...]
) -> PaperTable:
    """Heads and lines of words."""
    head = tuple(PaperCell(words, "col") for words in heads)
    rows = tuple(tuple(PaperCell(str(said)) for said in line) for line in lines)
    return PaperTable(caption, (head, *rows), shares, head_rows=1, is_form=True)


def title_of(volume: Volume) -> str:
    """政府信息公开申请〔2026〕12号：2025年耕地地力保护补贴发放明细."""
    return f"政府信息公开申请{volume.application}：{volume.application.title}"


def kept_for(volume: Volume) -> str:
    """10年（到2036年12月31日） / 永久."""
    until = f"（到{day(volume.keep_until_on)}）" if volume.keep_until_on else ""
    return f"{volume.get_period_display()}{until}"


def lacking_of(volume: Volume) -> list[str]:
    """The papers that were missing, by their names."""
    names: Mapping[str, str] = {one.code: one.name for one in archive_law().pieces}
    return [names.get(code, code) for code in volume.lacking]


def _span(volume: Volume, lines: Sequence[CatalogueLine]) -> str:
    days = [line.paper.added_on for line in lines]
    application = volume.application
    first = min([*days, application.received_on or volume.archived_on])
    last = max([*days, application.concluded_on or volume.archived_on])
    return f"{day(first)}至{day(last)}"


def _short(on: date) -> str:
    """20261122, as lists of archives write days."""
    return f"{on:%Y%m%d}"


def _where(line: CatalogueLine) -> str:
    return "" if line.paper.kept_id else "只有纸质原件"


def _name(person: object) -> str:
    return getattr(person, "name", "") or "系统"


def _form(caption: str, rows: Iterable[tuple[str, str]], *, blank: Sequence[str] = ()) -> PaperTable:
    printed = [(PaperCell(label, "row"), PaperCell(said)) for label, said in rows]
    empty = [(PaperCell(label, "row"), PaperCell("", room=_FOR_A_HAND)) for label in blank]
    return PaperTable(caption, (*printed, *empty), _FORM, is_form=True)


def _listed(volumes: QuerySet[Volume]) -> PaperTable:
    return table("案卷清单", _LIST_HEADS, lines_of(volumes.select_related("application")), _LIST_SHARES)


def _kept(row: Destruction) -> Iterator[Block]:
    """What was approved and is still there."""
    kept = row.volumes.filter(pk__in=row.kept).select_related("application")
    lines = [(one.number, title_of(one), row.kept[str(one.pk)]) for one in kept]
    if lines:
        yield Passage("没有销毁的案卷", Role.HEADING_1)
        yield table("没有销毁的案卷", ("档号", "题名", "原因"), lines, _KEPT_SHARES)


def _signed(one: str, other: str) -> PaperTable:
    """Places where both sides sign and put their seal."""
    rows = tuple(
        (
            PaperCell(f"{one}{what}", "row"),
            PaperCell("", room=room),
            PaperCell(f"{other}{what}", "row"),
            PaperCell(""),
        )
        for what, room in (("签名（盖章）", 3), ("日期", _FOR_A_HAND))
    )
    return PaperTable("签名", rows, (4, 5, 4, 5), is_form=True)


def _paper(volume: Volume, title: str, table: PaperTable) -> Paper:
    head = (Passage(title, Role.TITLE), Passage(f"档号：{volume.number}"))
    return Paper(f"{title}（{volume}）", volume.organ.name, (*head, table))


def _whole(organ: str, title: str, blocks: Iterable[Block]) -> Paper:
    return Paper(f"{title}（{organ}）", organ, (Passage(f"{organ}\n{title}", Role.TITLE), *blocks))

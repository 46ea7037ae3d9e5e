"""表二: normative documents from the register of documents, acts and charges from the monthly counts."""

from collections.abc import Collection, Sequence

from gongkai.kernel.tally import Period
from gongkai.lawbook.decisions import decision_kinds
from gongkai.lawbook.tally import tally_law
from gongkai.web.applications import fees_told, tallying
from gongkai.web.decisions import months_told
from gongkai.web.decisions import selectors as decisions
from gongkai.web.documents import normative_told
from gongkai.web.documents import selectors as documents
from gongkai.web.organs.models import Organ
from gongkai.web.reports.keeping import Keeping

from .registry import Behind, Part, RowKind, provider

_FEES = "admin_fees"
_COLUMNS = ("issued", "repealed", "in_force")
_SAYS_ITSELF = Keeping(is_asked=False)


def _rules(organ_ids: Collection[int], _period: Period) -> dict[int, Part]:
    """规章: 0 where nobody may make them; of those who may, nothing is kept here."""
    law = tally_law()
    makers = Organ.objects.filter(pk__in=organ_ids, level__in=law.rule_levels, kind__in=law.rule_kinds)
    return {organ: Part(unkept=("rules",)) for organ in makers.order_by().values_list("pk", flat=True)}


def _no_rules(_organ: Organ, _period: Period, _cell: str) -> Sequence[Behind]:
    return ()


def _normative(organ_ids: Collection[int], period: Period) -> dict[int, Part]:
    stocks = documents.stocks(organ_ids, period.first, period.last)
    return {
        organ: Part({f"table2.normative_docs.{column}": getattr(stock, column) for column in _COLUMNS})
        for organ, stock in stocks.items()
    }


def _normative_behind(organ: Organ, period: Period, cell: str) -> Sequence[Behind]:
    column = cell.rsplit(".", 1)[1]
    return (
        Behind(
            "规范性文件",
            RowKind.DOCUMENTS,
            documents.behind(organ, period.first, period.last, column),
            told=normative_told,
        ),
    )


def _monthly(organ_ids: Collection[int], period: Period) -> dict[int, Part]:
    """What is entered month by month. A sum that lacks a month is not the figure of the period."""
    days = (organ_ids, period.first, period.last)
    sums = {(one.organ_id, one.kind): one.total for one in decisions.counted(*days)}
    kept = decisions.kept(*days)
    fees = tallying.fees_collected(*days) if tally_law().with_processing_fees else {}
    parts = {}
    for organ in organ_ids:
        whole = [kind for kind in decision_kinds().values() if _is_whole(kept.get((organ, kind.code)))]
        extra = {_FEES: fees.get(organ, 0)}
        figures = {
            kind.cell: kind.figure(sums.get((organ, kind.code), 0) + extra.get(kind.code, 0))
            for kind in whole
        }
        parts[organ] = Part(figures, unkept=decision_kinds().keys() - {kind.code for kind in whole})
    return parts


def _is_whole(kept: decisions.Kept | None) -> bool:
    return kept is not None and kept.is_whole and kept.of > 0


def _monthly_behind(organ: Organ, period: Period, cell: str) -> Sequence[Behind]:
    days, code = (organ, period.first, period.last), cell.split(".")[1]
    name = f"{decision_kinds()[code].name}按月登记"
    months = Behind(name, RowKind.MONTHS, decisions.behind(*days, code), told=months_told)
    if code != _FEES or not tally_law().with_processing_fees:
        return (months,)
    return months, Behind("信息处理费", RowKind.FEES, tallying.fees_paid(*days), told=fees_told)


provider("rules", counted=_rules, behind=_no_rules, keeping=_SAYS_ITSELF)
provider(
    "normative",
    counted=_normative,
    behind=_normative_behind,
    keeping=Keeping(taken_over=documents.taken_over),
)
provider(*decision_kinds(), counted=_monthly, behind=_monthly_behind, keeping=_SAYS_ITSELF)

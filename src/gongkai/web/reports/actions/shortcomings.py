"""问题清单: what is wrong, what is done about it, by whom and by when; and what came of last year's."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.rows import checked
from gongkai.web.reports.models import Compilation, Shortcoming

from .stepping import changing


@dataclass(frozen=True, slots=True)
class Told:
    """What is written of one problem; `result` and `is_settled` of one that comes from the year before."""

    problem: str
    measure: str = ""
    owner: str = ""
    due_on: date | None = None
    result: str = ""
    is_settled: bool = False


def note(
    compilation: Compilation, told: Told, *, row: Shortcoming | None = None, by: Viewer, at: datetime
) -> Shortcoming:
    """填写: a problem of this year, or what came of one of last year's (`row`). Raises Refused."""
    with changing("reports.note_shortcoming", compilation, by=by, at=at) as (pen, stored):
        found = _stored(stored, row) if row else Shortcoming(compilation=stored, order=_next(stored))
        if found.carried_from_id and told.problem.strip() != found.problem:
            raise Refused("上一年度报告的问题不能改写。", "请填写整改结果；新的问题请另外增加。")
        if told.is_settled and not told.result.strip():
            raise Refused("没有写整改结果，不能算作已经解决。", "请写明做了什么、成效怎样。")
        for name in ("problem", "measure", "owner", "result"):
            setattr(found, name, getattr(told, name).strip())
        found.due_on, found.is_settled = told.due_on, told.is_settled
        checked(found)
        pen.save(found, "reports.shortcoming_noted", facts={"year": stored.year})
    return found


def remove(row: Shortcoming, *, by: Viewer, at: datetime) -> Shortcoming:
    """删去: a problem of this year that was entered by mistake; last year's are answered. Raises Refused."""
    with changing("reports.remove_shortcoming", row.compilation, by=by, at=at) as (pen, stored):
        found = _stored(stored, row)
        if found.carried_from_id:
            raise Refused("这是上一年度报告中没有解决的问题，不能删去。", "请填写整改结果。")
        found.is_removed = True
        pen.save(found, "reports.shortcoming_removed", facts={"year": stored.year})
    return found


def _stored(compilation: Compilation, row: Shortcoming) -> Shortcoming:
    found = compilation.shortcomings.filter(pk=row.pk, is_removed=False).first()
    if found is None:
        raise Refused("这一项已经删去。", "请刷新页面后重试。")
    return found


def _next(compilation: Compilation) -> int:
    last: int | None = compilation.shortcomings.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1

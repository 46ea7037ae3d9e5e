"""Why a report is signed although a rule finds an error: written down for each, for these very figures."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.rows import checked
from gongkai.web.reports.compiling.found import MESSAGE_LENGTH
from gongkai.web.reports.compiling.state import Standing
from gongkai.web.reports.models import Compilation, Justification

from .stepping import changing, strike


def justify(
    compilation: Compilation, fingerprint: str, *, reason: str, by: Viewer, at: datetime
) -> Justification:
    """说明: an error that stays, and why. When the figure changes, it is another error. Raises Refused."""
    with changing("reports.justify", compilation, by=by, at=at) as (pen, stored):
        standing = Standing(stored, localdate(at))
        found = next((one for one in standing.found if one.fingerprint == fingerprint), None)
        if found is None or not found.needs_justification:
            raise Refused("没有这一项需要说明的错误，可能数字已经改动。", "请刷新页面，按现在的结果办理。")
        if found.is_final:
            raise Refused("这一项不能以说明代替改正。", "请补登记、改正数字，或者补写、改写正文。")
        if not reason.strip():
            raise Refused("没有写明理由。", "请写明为什么数字无误，或者为什么不能更正。")
        if found.justification:
            strike(pen, found.justification)
        row = Justification(
            compilation=stored,
            code=found.code,
            message=found.message[:MESSAGE_LENGTH],
            cells=list(found.cells),
            fingerprint=fingerprint,
            reason=reason.strip(),
            by_id=by.person,
            at=at,
        )
        checked(row, but=("cells",))  # what is said in words stands in none
        pen.save(row, "reports.justified", facts={"year": stored.year, "code": row.code})
    return row


def withdraw_justification(row: Justification, *, by: Viewer, at: datetime) -> Justification:
    """撤销说明: the error bars the way again."""
    with changing("reports.withdraw_justification", row.compilation, by=by, at=at) as (pen, stored):
        found = stored.justifications.filter(pk=row.pk, is_withdrawn=False).first()
        if found is None:
            raise Refused("这一条说明已经撤销。", "不必再办。")
        strike(pen, found)
    return found

"""Where an organ sends people who do not agree with its reply."""

from datetime import datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.models import Kind, Level, Organ, Remedy, RemedyBody

from .rows import locked, must_exist


def settle_remedy(body: RemedyBody, *, by: Viewer, at: datetime) -> RemedyBody:
    """Settle the review organ or the court of an organ from a day on; replies before that day keep the old one."""
    with act("organs.settle_remedy", body.organ_id, by=by, at=at, subject=body.organ) as pen:
        organ = locked(body.organ_id)
        pen.duty = by.must_hold("admin", path=organ.path)
        must_exist(organ)
        _must_be_another(body, organ)
        checked(body)
        pen.save(body, "organs.remedy_settled")
    return body


def _must_be_another(body: RemedyBody, organ: Organ) -> None:
    """Nobody judges himself. Only the government of a province reviews its own acts: 行政复议法第二十四条第二款."""
    if body.body != organ and body.name.strip() != organ.name:
        return
    of_province = organ.level == Level.PROVINCE and organ.kind == Kind.GOVERNMENT
    if body.remedy != Remedy.REVIEW or not of_province:
        raise Refused(f"“{organ.name}”的{body.get_remedy_display()}不能是它自己。", "请另选一个。")

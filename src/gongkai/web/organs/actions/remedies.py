"""Where an organ sends people who do not agree with its reply."""

from datetime import datetime

from gongkai.kernel.duties import Viewer
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import RemedyBody

from .rows import checked, locked, must_exist


def settle_remedy(body: RemedyBody, *, by: Viewer, at: datetime) -> RemedyBody:
    """Settle the review organ or the court of an organ from a day on; replies before that day keep the old one."""
    with act("organs.settle_remedy", body.organ_id, by=by, at=at, subject=body.organ) as pen:
        organ = locked(body.organ_id)
        pen.duty = by.must_hold("admin", path=organ.path)
        must_exist(organ)
        checked(body)
        pen.save(body, "organs.remedy_settled")
    return body

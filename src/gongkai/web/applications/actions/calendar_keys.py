"""A colleague's key to his own calendar: made anew, the old one opens nothing any more."""

import secrets
from datetime import datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.applications.calendars import digest_of
from gongkai.web.applications.models import CalendarKey
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.ledger.actions import act

# Who has days to keep: those who answer, those who make reports, and the authority over them.
KEEPERS = (*HANDLERS, "publisher", "authority")
_BYTES = 32


def renew_calendar_key(*, by: Viewer, at: datetime) -> str:
    """更换订阅地址: a new key, told once. Raises Refused for somebody who has no days to keep."""
    held = by.holds(*KEEPERS)
    if by.person is None or held is None:
        raise Refused(
            "您现在的职责没有要遵守的期限，不用期限日历。", "职责有误的，请与本机关的安全管理员联系。"
        )
    key = secrets.token_urlsafe(_BYTES)
    with act("applications.renew_calendar_key", held.organ, by=by, at=at) as pen:
        pen.duty = held
        stored = CalendarKey.objects.select_for_update().filter(person=by.person).first()
        row = stored or CalendarKey(person_id=by.person)
        row.digest, row.renewed_at = digest_of(key), at
        pen.save(row, "applications.calendar_key_renewed")
    return key

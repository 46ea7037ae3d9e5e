"""For how long a draft was before the public: what a consultation is worth, and what it is not."""

from datetime import date

from django.utils.timezone import localdate

from gongkai.kernel.problems import Refused
from gongkai.web.disclosure.models import Release

from .limits import consultation_days
from .models import Consultation


def days_public(consultation: Consultation, *, on: date) -> int:
    """How many days the draft had been public by a day, as an item of ours; the day of its publication is not counted."""
    if consultation.item_id is None:
        return 0
    releases = Release.objects.filter(item=consultation.item_id, on__lte=on)
    ends = ((one.on, localdate(one.ended_at) if one.ended_at else on) for one in releases)
    return max(sum((min(end, on) - since).days for since, end in ends) - 1, 0)


def days_needed(consultation: Consultation) -> int:
    """How many days it has to be: those of the law data, or fewer where the announcement says why."""
    announced = (consultation.until_on - consultation.since_on).days
    return min(announced, consultation_days(is_major=consultation.is_major))


def must_have_been_public(consultation: Consultation, *, on: date) -> None:
    """What nobody could read was no consultation, nor is what was taken down too early. Raises Refused."""
    if consultation.elsewhere_proof:
        return
    needed = days_needed(consultation)
    if consultation.item is None or consultation.item.published_on is None:
        raise Refused(
            "征求意见稿没有公布过，不算公开征求意见。",
            f"请起草公告，审核批准后发布，公布满{needed}日再结束；"
            "在其他渠道公布的，结束时写明渠道，以及网址或者公布的情况。",
        )
    if (days := days_public(consultation, on=on)) < needed:
        raise Refused(
            f"征求意见稿从发布之日起只公布了{days}日，应当不少于{needed}日。",
            "请修改公告的截止日期，重新审核、发布，公布满期以后再结束。",
        )


def was_public(consultation: Consultation) -> bool:
    """Whether a consultation that has ended counts."""
    try:
        must_have_been_public(consultation, on=consultation.closed_on or consultation.until_on)
    except Refused:
        return False
    return True

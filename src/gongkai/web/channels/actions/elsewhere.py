"""Publishing on the platform of somebody else: handed over as approved, found where it stands, compared, and only then public."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.channels import comparing, fetching, package
from gongkai.web.channels.comparing import Shown
from gongkai.web.channels.models import RELEASERS, HandOver, HandOverState
from gongkai.web.disclosure.actions import released
from gongkai.web.disclosure.models import Item, ItemStatus, Target
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.outbox import actions as outbox
from gongkai.web.reviews import selectors as reviews

from .rows import held, held_item, must_follow

COMPARE = "channels.compare"
FETCHED, UPLOADED = "fetched", "uploaded"


class Differs(Refused):
    """What stands elsewhere is not what was approved; the message quotes the first difference."""

    code = "differs"

    def __init__(self, told: str) -> None:
        super().__init__(
            f"网页与批准的内容不一致，没有登记公开。{told}",
            "请按移交的内容改正网页后再核对；确需改动内容的，修改后重新送审。",
        )


def hand_over(item: Item, *, by: Viewer, at: datetime) -> HandOver:
    """移交: make the package of the approved version for the organ's platform. Raises Refused."""
    version = item.latest
    data = package.packed(version)  # takes long: outside the transaction
    with act("channels.hand_over", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held_item(item)
        pen.duty = by.must_hold(*RELEASERS, path=stored.organ.path)
        must_exist(stored.organ)
        target = Target.objects.filter(organ=stored.organ_id, is_open=True).first()
        if target is None:
            raise Refused(
                "本机关在本平台发布，没有登记其他平台。", "请直接发布；改在其他平台发布的，请先登记平台。"
            )
        if stored.latest_id != version.pk or not _is_approved(stored):
            raise Refused(
                f"“{stored.title}”的现有内容没有经过审核批准。",
                "先审查、后公开（条例第十七条）。批准后才能移交。",
            )
        if HandOver.objects.filter(version=version).exclude(state=HandOverState.DROPPED).exists():
            raise Refused(f"“{stored.title}”的这一稿已经移交。", "请在移交的页面继续办理。")
        _drop_earlier(pen, stored)
        kept = files.keep(data, media_type=package.MEDIA_TYPE, ending=package.ENDING)
        made = HandOver(
            organ=stored.organ,
            item=stored,
            version=version,
            target_name=target.name,
            package=kept,
            made_on=localdate(at),
        )
        pen.save(made, "channels.handed_over")
    return made


def locate(made: HandOver, *, address: str, by: Viewer, at: datetime) -> HandOver:
    """登记网址: say where it stands; it is read and compared at once, in the background."""
    fetching.must_be_web(address)
    with act("channels.locate", made.organ_id, by=by, at=at, subject=made) as pen:
        stored = _located(pen, made, address=address)
        key = f"{stored.pk}:{at.timestamp()}"
        payload = {"hand_over": stored.pk, "person": by.person or 0}
        outbox.ask(COMPARE, payload, key=key, due_at=at)
    return stored


def compare_uploaded(made: HandOver, *, address: str, shown: Shown, by: Viewer, at: datetime) -> HandOver:
    """上传核对: for an office without a way out, the saved page and files instead of what we would read ourselves."""
    fetching.must_be_web(address)
    with act("channels.locate", made.organ_id, by=by, at=at, subject=made) as pen:
        stored = _located(pen, made, address=address)
    return compare(stored, shown, means=UPLOADED, by=by, at=at)


def compare(made: HandOver, shown: Shown, *, means: str, by: Viewer, at: datetime) -> HandOver:
    """核对: public when it is what was approved; Differs, and nothing else, when it is not."""
    found = comparing.difference(made.version, shown)
    if found:
        note_difference(made, found.told, means=means, by=by, at=at)
        raise Differs(found.told)
    with act("channels.compare", made.organ_id, by=by, at=at, subject=made) as pen:
        stored, item = held(made, "organ", "version"), held_item(made.item)
        pen.duty = by.must_hold(*RELEASERS, path=stored.organ.path)
        _must_be(stored, HandOverState.LOCATED, HandOverState.DIFFERS)
        if (stored.version_id, stored.address) != (item.latest_id, made.address):
            raise Refused("移交以后内容或者网址又有改动。", "请按现在的内容重新移交、核对。")
        stored.state, stored.difference = HandOverState.EQUAL, ""
        stored.means, stored.checked_on = means, localdate(at)
        pen.save(stored, "channels.found_equal")
        released(pen, item, address=stored.address)
    return stored


def drop_hand_over(made: HandOver, *, by: Viewer, at: datetime) -> HandOver:
    """作废移交: it is not going to be published there."""
    with act("channels.drop_hand_over", made.organ_id, by=by, at=at, subject=made) as pen:
        stored = held(made, "organ", "version")
        pen.duty = by.must_hold(*RELEASERS, path=stored.organ.path)
        _must_be(stored, HandOverState.MADE, HandOverState.LOCATED, HandOverState.DIFFERS)
        stored.state = HandOverState.DROPPED
        pen.save(stored, "channels.hand_over_dropped")
    return stored


def removed_elsewhere(made: HandOver, *, on: date, by: Viewer, at: datetime) -> HandOver:
    """登记从平台撤下: what is not public any more does not stand there either."""
    with act("channels.remove_elsewhere", made.organ_id, by=by, at=at, subject=made) as pen:
        stored = held(made, "organ", "version", "item")
        pen.duty = by.must_hold(*RELEASERS, path=stored.organ.path)
        _must_be(stored, HandOverState.EQUAL)
        if not HandOver.objects.left_behind().filter(pk=stored.pk).exists():
            raise Refused(f"“{stored}”不需要登记撤下。", "信息停止公开以后，从平台撤下一次、登记一次。")
        must_have_come(on, at)
        must_follow(on, stored.item.ended_on, "停止公开的日期")
        stored.removed_on = on
        pen.save(stored, "channels.removed_elsewhere")
    return stored


def proved(item: Item) -> None:
    """An organ with another platform is public only there, and only as compared. Raises Refused."""
    target = Target.objects.filter(organ=item.organ_id, is_open=True).first()
    if target is None:
        return
    if not HandOver.objects.filter(version=item.latest_id, state=HandOverState.EQUAL).exists():
        raise Refused(
            f"这个机关在“{target.name}”上发布，还没有核对一致。",
            "请移交经批准的内容，在该平台发布后登记网址；核对一致才算公开。",
        )


def _located(pen: Pen, made: HandOver, *, address: str) -> HandOver:
    stored = held(made, "organ", "version")
    pen.duty = pen.by.must_hold(*RELEASERS, path=stored.organ.path)
    _must_be(stored, HandOverState.MADE, HandOverState.LOCATED, HandOverState.DIFFERS)
    stored.address, stored.located_on = address, localdate(pen.at)
    stored.located_by_id, stored.state = pen.by.person, HandOverState.LOCATED
    checked(stored)
    pen.save(stored, "channels.located")
    return stored


def note_difference(made: HandOver, told: str, *, means: str, by: Viewer, at: datetime) -> None:
    """Write down that it stands there otherwise than approved, or why that could not be seen."""
    with act("channels.compare", made.organ_id, by=by, at=at, subject=made) as pen:
        stored = held(made, "organ", "version")
        pen.duty = by.must_hold(*RELEASERS, path=stored.organ.path)
        _must_be(stored, HandOverState.LOCATED, HandOverState.DIFFERS)
        stored.state, stored.difference = HandOverState.DIFFERS, told
        stored.means, stored.checked_on = means, localdate(at)
        pen.save(stored, "channels.found_different", facts={"means": stored.get_means_display()})


def _is_approved(item: Item) -> bool:
    if item.status not in (ItemStatus.APPROVED, ItemStatus.LIVE):
        return False
    return reviews.approval("disclosure.item", item.pk, content_hash=item.latest.content_hash) is not None


def _drop_earlier(pen: Pen, item: Item) -> None:
    """What was handed over of an earlier wording is not to be published any more."""
    for earlier in HandOver.objects.select_for_update().filter(item=item).waiting():
        earlier.state = HandOverState.DROPPED
        pen.save(earlier, "channels.hand_over_dropped")


def _must_be(made: HandOver, *states: HandOverState) -> None:
    if made.state not in states:
        raise Refused(f"“{made}”{made.get_state_display()}。", "请回到它的页面，看现在可以办理什么。")

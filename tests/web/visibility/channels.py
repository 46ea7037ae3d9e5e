"""One of everything that is kept about channels and places, in the hands of the system."""

from datetime import date

from django.db import transaction
from django.db.models import Model

from gongkai.kernel.duties import SYSTEM
from gongkai.web.channels import actions
from gongkai.web.channels.models import Channel, HandOver, PublicPlace, Question
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations import files
from tests.web.channels.test_places import photograph
from tests.web.conftest import LONG_AGO, NOW

TODAY = NOW.date()
NAMES = {
    "channel": "枕溪渡口微信号",
    "place": "枕溪渡口查阅点",
    "publication": "枕溪渡口微信号",
    "posting": "枕溪渡口查阅点",
    "hung": "枕溪渡口公示栏",
    "hand_over": "墨鹭县门户网站渡口专栏",
    "delivery": "墨鹭县渡口档案馆",
    "signed": "墨鹭县渡口图书馆",
    "question": "渡口几点开船",
}
NARROWED = {
    f"{room}:index": "?export=csv"
    for room in ("channels", "places", "publications", "postings", "hand-overs", "deliveries", "questions")
}


def kept(item: Item) -> dict[str, Model]:
    """The objects by what the walk calls them; all are about one public item."""
    organ, said = item.organ, {"by": SYSTEM, "at": NOW}
    channel = Channel(organ=organ, kind="new_media", name=NAMES["channel"], opened_on=LONG_AGO)
    actions.open_channel(channel, **said)
    place, board = (
        actions.add_place(
            PublicPlace(organ=organ, kind=kind, name=NAMES[name], location="渡口东侧", opened_on=LONG_AGO),
            **said,
        )
        for kind, name in (("enquiry", "place"), ("notice_board", "hung"))
    )
    actions.put_material(place, title="公开指南", on=TODAY, **said)
    hung = actions.plan(board, item, **said)
    photo = photograph()
    return {
        "channel": channel,
        "place": place,
        "publication": actions.publish_through(channel, item, on=TODAY, address="", **said),
        "posting": actions.plan(place, item, **said),
        "hung": actions.post(hung, on=TODAY, posted_by="许知秋", photo=photo, **said),
        "hand_over": _handed_over(item),
        "delivery": _delivered(item, NAMES["delivery"]),
        "signed": actions.receive(
            _delivered(item, NAMES["signed"]), on=TODAY, receipt_by="温既白", scan=photo, **said
        ),
        "question": actions.note_question(
            Question(place=place, asked_on=TODAY, topic=NAMES["question"]), **said
        ),
    }


def _delivered(item: Item, receiver: str) -> Model:
    since = date(2026, 1, 1)
    return actions.deliver(
        item.organ, receiver=receiver, since=since, until=TODAY, on=TODAY, by=SYSTEM, at=NOW
    )


def _handed_over(item: Item) -> HandOver:
    """As a row alone: the organ of the walk publishes on the portal."""
    with transaction.atomic():
        package = files.keep(b"PK\x05\x06" + bytes(18), media_type="application/zip", ending="zip")
        return HandOver.objects.create(
            organ=item.organ,
            item=item,
            version=item.live_version,
            target_name=NAMES["hand_over"],
            package=package,
            made_on=TODAY,
        )

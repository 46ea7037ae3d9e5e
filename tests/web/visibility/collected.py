"""A source from which was collected, one that is paused, and something that came from the first."""

from django.db.models import Model

from gongkai.kernel.duties import SYSTEM
from gongkai.web.harvest import actions
from gongkai.web.harvest.actions.keeping import Keeping
from gongkai.web.harvest.models import Collected, Source
from gongkai.web.harvest.taking import take
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

ORIGIN = "11111111-1111-4111-8111-111111111111"
NAMES = {"source": "枕溪渡口管理所网站", "collected": "枕溪渡口停航时刻"}
NARROWED = {"sources:index": "?export=csv"}


def collected(organ: Organ) -> dict[str, Model]:
    """The objects by what the walk calls them."""
    source, paused = (
        actions.add(Source(organ=organ, name=name, address=f"https://{place}.example.cn"), by=SYSTEM, at=NOW)
        for place, name in (("dukou", NAMES["source"]), ("tingyong", "停用的网站"))
    )
    actions.pause(paused, by=SYSTEM, at=NOW)
    row = collected_thing(source, NAMES["collected"])
    return {"source": source, "paused": paused, "collected": row}


def collected_thing(source: Source, title: str) -> Collected:
    """One thing of this title, as if it had been read."""
    href = "https://dukou.example.cn/organs/dukou/items/1/"
    said = {
        "uid": f"{ORIGIN}/disclosure.item/1",
        "number": 1,
        "verb": "put",
        "kind": "notice",
        "organ": {"name": "枕溪渡口管理所", "level": "township"},
        "at": NOW.isoformat(),
        "record": {
            "title": title,
            "href": href,
            "published_on": "2026-02-02",
            "body": "<p>每日二十时停航。</p>",
        },
    }
    taken = [take(said, on=NOW.date())]
    with act("harvest.collect", source.organ_id, by=SYSTEM, at=NOW, subject=source) as pen:
        Keeping.of(pen, source, taken, own="").keep(taken)
    return Collected.objects.get()

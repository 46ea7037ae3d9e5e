"""What the tests of ways around share: the last refusal in words, an item that is not public, what a forger writes."""

from gongkai.web.disclosure.models import Item, ItemStatus
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told

from .conftest import NOW


def refused() -> str:
    """The last refusal, as the ledger tells it."""
    event = Event.objects.filter(kind="ledger.refused").order_by("-pk").first()
    assert event is not None, "nobody wrote down that it was tried"
    return told([event])[0]


def not_public(item: Item) -> None:
    stored = Item.objects.get(pk=item.pk)
    assert not stored.is_live
    assert stored.live_version_id is None
    assert not stored.releases.exists()


def live_values(item: Item) -> dict:
    """What a script would write to make an item public."""
    digest = item.latest.content_hash
    return {
        "status": ItemStatus.LIVE,
        "live_version": item.latest,
        "live_hash": digest,
        "approved_hash": digest,
        "published_on": NOW.date(),
    }

"""What every act on a source begins with."""

from gongkai.web.harvest.models import KEEPERS, Source
from gongkai.web.ledger.actions import Pen


def held(pen: Pen, source: Source) -> Source:
    """The source as it is stored now, held until the act ends, for those who keep it."""
    stored = Source.objects.select_for_update(of=("self",)).select_related("organ").get(pk=source.pk)
    pen.duty = pen.by.must_hold(*KEEPERS, path=stored.organ.path)
    return stored

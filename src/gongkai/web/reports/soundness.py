"""For `gongkai verify`: editions and frozen figures that are not what their hashes say."""

import hashlib
from collections.abc import Iterator

from gongkai.web.ledger.troubles import Trouble

from .compiling.composing import hash_of
from .models import Edition, Snapshot


def altered() -> Iterator[Trouble]:
    """Texts and figures that were changed behind the ledger; what was taken out for good is none of them."""
    editions = Edition.objects.select_related("compilation__organ").exclude(data={})
    for edition in editions.order_by("pk").iterator(100):
        if hash_of(edition.data) != edition.content_hash:
            organ = edition.compilation.organ_id
            yield Trouble("reports.edition", str(edition), *_ALTERED, organ=organ)
    for snapshot in Snapshot.objects.select_related("organ").order_by("pk").iterator(500):
        if hashlib.sha256(snapshot.data.encode()).hexdigest() != snapshot.sha256:
            yield Trouble("reports.snapshot", str(snapshot), *_ALTERED, organ=snapshot.organ_id)


_ALTERED = ("内容与它的哈希不符，被改动过。", "请从最近一次完好的备份恢复这一行。")

"""Questions of the interface: whose key this is, who we are, how much there is."""

import hashlib
import re
from hmac import compare_digest
from typing import Any

from gongkai import __version__
from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations import clock
from gongkai.web.foundations.program import program
from gongkai.web.harvest.models import Collected
from gongkai.web.harvest.models import Instance as OwnInstance
from gongkai.web.organs.models import Organ
from gongkai.web.reports.models import Report
from gongkai.web.search.selectors import newest_number

from .addresses import base
from .models import ApiKey

_WRITTEN = re.compile(r"gk_([0-9a-f]{8})_([0-9a-f]{64})")


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def written(key: ApiKey, secret: str) -> str:
    """A key as its holder sends it."""
    return f"gk_{key.ident}_{secret}"


def key_of(sent: str) -> ApiKey | None:
    """The key that somebody sends, if it is one and counts."""
    if not (parts := _WRITTEN.fullmatch(sent)):
        return None
    key = ApiKey.objects.in_use().filter(ident=parts[1]).first()
    return key if key and compare_digest(key.digest, digest_of(parts[2])) else None


def own_id() -> str:
    """The id that we gave ourselves."""
    return str(OwnInstance.own())


def installation() -> dict[str, str]:
    """Who we are to other installations: by the id that we gave ourselves and the name of our topmost organ."""
    tops = list(Organ.objects.visible_to(PUBLIC).active().filter(parent=None).order_by("path")[:2])
    name = tops[0].name if len(tops) == 1 else "政府信息公开"
    return {"id": own_id(), "name": name, "address": base()}


def instance() -> dict[str, Any]:
    """Who we are, what we run, and how much is public."""
    counts = {
        "organs": Organ.objects.visible_to(PUBLIC).count(),
        "items": Item.objects.visible_to(PUBLIC).count(),
        "reports": Report.objects.visible_to(PUBLIC).count(),
        "collected": Collected.objects.visible_to(PUBLIC).count(),
    }
    return installation() | {
        "version": __version__,
        "law": program(),
        "newest_number": newest_number(),
        "today": clock.today(),
        "counts": counts,
    }

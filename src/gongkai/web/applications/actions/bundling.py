"""制作证据包: what a review organ or a court is given of a case, made for a reason that is written down."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.duties import Viewer
from gongkai.web.applications.bundling import listing
from gongkai.web.applications.bundling.packing import as_json, packed, with_hashes
from gongkai.web.applications.bundling.veil import veil_of
from gongkai.web.applications.bundling.volume import parts_of
from gongkai.web.applications.models import AccessKind, Application
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.snapshot import one_moment

from .codes import accessed
from .moving import held


def bundle(
    application: Application, *, by: Viewer, at: datetime, reason: str, is_masked: bool = False
) -> bytes:
    """The bundle as one zip, whole or with everybody masked; the ledger keeps that it was made, and its hash. Raises
    Refused, NotYourDuty, Unreadable."""
    # Drawn before the act, all of one moment: it takes seconds, for which nobody else who writes should wait.
    with one_moment():
        shown = Application.objects.select_related("organ").get(pk=application.pk)
        data = packed(with_hashes(_files(shown, at=at, is_masked=is_masked)))
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "is_masked": is_masked}
    with act("applications.bundle", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        access = accessed(pen, stored, AccessKind.BUNDLED, reason=reason)
        pen.save(access, "applications.bundled", facts=facts)
    return data


def _files(application: Application, *, at: datetime, is_masked: bool) -> Mapping[str, bytes]:
    parts = parts_of(application, veil_of(application, is_masked=is_masked))
    printed = listing.catalogue(application, parts, is_masked=is_masked, at=at)
    told = listing.listed(application, parts, is_masked=is_masked, at=at)
    return {
        **{one.name: one.data for one in parts if one.data is not None},
        "卷内目录.pdf": render_paper(printed, "pdf"),
        "卷内目录.json": as_json(told),
        "README.txt": listing.first_words(application, is_masked=is_masked, at=at).encode(),
    }

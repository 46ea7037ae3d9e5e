"""Sending an item into the chain, and what comes back from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.items import item_rules
from gongkai.web.disclosure import gate
from gongkai.web.disclosure.models import Item, ItemStatus
from gongkai.web.disclosure.models.item import DRAFTERS
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.registry import Proposal, Reviewed

from .drafting import LABEL
from .releasing import taken_down
from .rows import held, must_be


def submit(
    item: Item,
    *,
    by: Viewer,
    at: datetime,
    chain: str = "",
    cosigning: Sequence[int] = (),
    overrides: Mapping[str, str] | None = None,
    lighter_because: str = "",
) -> Review:
    """送审: send the latest version into the chain. Without a `chain` it is that of the organ for this kind; a lighter one
    needs a reason, `lighter_because`.

    `overrides` gives a reason for each personal detail that the gate found and that has to stay. Raises Refused.
    """
    with act("disclosure.submit", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held(item)
        pen.duty = by.must_hold(*DRAFTERS, path=stored.organ.path)
        return submitted(
            pen,
            stored,
            chain=chain,
            cosigning=cosigning,
            overrides=overrides,
            lighter_because=lighter_because,
        )


def submitted(
    pen: Pen,
    item: Item,
    *,
    chain: str = "",
    cosigning: Sequence[int] = (),
    overrides: Mapping[str, str] | None = None,
    lighter_because: str = "",
) -> Review:
    """Send an item into the chain inside the act of somebody else."""
    must_exist(item.organ)
    must_be(item, ItemStatus.DRAFT, ItemStatus.LIVE)
    if item.is_live and not item.has_changes:
        raise Refused("公开的内容没有改动，不需要再审。", "请先修改，再送审。")
    _must_be_complete(item)
    gate.must_pass(item.latest, overrides or {})
    version = item.latest
    proposal = Proposal(
        attribute=version.attribute,
        reason_code=version.reason_code,
        reason=version.reason,
        cosigning=tuple(cosigning),
        overrides=dict(overrides or {}),
        authors=_authors(item),
        lighter_because=lighter_because,
    )
    review = reviews.submit(pen, current(item.pk), chain=chain, proposal=proposal)
    if not item.is_live:
        item.status = ItemStatus.IN_REVIEW
    pen.save(item, "disclosure.submitted", facts={"number": version.number})
    return review


def _authors(item: Item) -> frozenset[int]:
    """Whose words they are: everybody who wrote a version since the last one that was public."""
    last = item.releases.aggregate(last=Max("version__number"))["last"] or 0
    written = item.versions.filter(number__gt=last).exclude(drafted_by=None)
    return frozenset(written.values_list("drafted_by", flat=True))


def current(pk: int) -> Reviewed:
    """What would be approved now: the latest version of an item."""
    item = held(Item(pk=pk))
    return Reviewed(
        label=LABEL,
        pk=pk,
        organ=item.organ_id,
        path=item.organ.path,
        kind=item.kind,
        title=item.latest.title,
        content_hash=item.latest.content_hash,
        address=f"/office/items/{pk}/",
        section=item.section_id,
    )


def in_use(pk: int) -> int | None:
    """The approval on which what is public rests."""
    return Item.objects.filter(pk=pk).values_list("approval", flat=True).first()


def approved(pen: Pen, review: Review) -> None:
    """The chain is through: it waits for publication, or is determined not to be public, and if it was, is no longer."""
    item = held(Item(pk=review.subject_id))
    if review_law().attributes[review.attribute].is_published:
        if not item.is_live:
            item.status = ItemStatus.APPROVED
            pen.save(item, "disclosure.approved", facts={"number": item.latest.number})
        return
    if item.is_live:
        taken_down(pen, item, because="重新审定为不公开", status=ItemStatus.KEPT)
    item.status, item.go_live_at = ItemStatus.KEPT, None
    item.reassess_on = localdate(pen.at) + item_rules().reassess
    pen.save(item, "disclosure.kept", facts={"number": item.latest.number})


def returned(pen: Pen, review: Review, reason: str) -> None:
    """The chain sends it back: it is a draft again."""
    item = held(Item(pk=review.subject_id))
    if item.status == ItemStatus.IN_REVIEW:
        item.status = ItemStatus.DRAFT
        pen.save(item, "disclosure.returned", facts={"number": item.latest.number})


def _must_be_complete(item: Item) -> None:
    """The least that the law wants of an entry of the catalogue (Art. 12: index, name, summary, day of making)."""
    version = item.latest
    missing = [
        name
        for name, value in (
            ("内容概述", version.summary.strip()),
            ("成文日期", version.formed_on),
            ("正文或者附件", version.body.strip() or version.attachments.exists()),
        )
        if not value
    ]
    if missing:
        raise Refused(
            f"还没有填写{'、'.join(missing)}。",
            "条例第十二条要求公开目录写明索引、名称、内容概述和生成日期。请补上后再送审。",
        )

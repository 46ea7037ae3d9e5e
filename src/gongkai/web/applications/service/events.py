"""What the ledger says of seals and of the ways of a letter; where it was brought and why it came back are only hashes there."""

from collections.abc import Collection, Mapping

from gongkai.web.applications.models import Attempt, Sealing
from gongkai.web.applications.names import named
from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track

track(
    "applications.attempt",
    fields=(
        *("application", "reply", "notice", "letter", "way", "on", "sent_at", "counts_on", "arrived_on"),
        *("failed_on", "proof"),
    ),
    digests=("tracking_no", "unsealed_because", "place", "failed_because"),
)
track(
    "applications.sealing",
    fields=(
        *("application", "reply", "notice", "letter", "name", "seal", "copies", "sealed_on", "sealed_by"),
        *("approval", "approved_by", "drawn", "stamped", "is_electronic", "voided_on"),
    ),
    digests=("voided_because",),
)


def _attempts(ids: Collection[int]) -> Mapping[int, str]:
    """The way of a letter is told of by the application."""
    return _of(Attempt, ids, "的文书")


def _sealings(ids: Collection[int]) -> Mapping[int, str]:
    """An entry of the register by the application."""
    return _of(Sealing, ids, "的用印登记")


def _of(model: type[Attempt] | type[Sealing], ids: Collection[int], what: str) -> Mapping[int, str]:
    rows = dict(model.objects.filter(pk__in=ids).values_list("pk", "application_id"))
    names = named(set(rows.values()))
    return {pk: f"{names[application]}{what}" for pk, application in rows.items()}


naming("applications.attempt", _attempts)
naming("applications.sealing", _sealings)
acts(
    applications__seal="登记用印",
    applications__begin_sealing="准备加盖电子印章",
    applications__file_stamped="补传盖章件",
    applications__void_sealing="作废用印登记",
    applications__bring_back="登记没有送到",
    applications__send_again="再次送达",
    applications__send_letter="登记文书送达",
    applications__print_receipt="打印送达回证",
)
kinds(
    EventKind("applications.sealing_begun", "为{subject}加盖电子印章"),
    EventKind("applications.sealed", "登记{subject}"),
    EventKind("applications.stamped_filed", "将盖章件入卷（{subject}）"),
    EventKind("applications.sealing_voided", "作废{subject}"),
    EventKind("applications.paper_held_back", "不再将{subject}提供给申请人，以盖章件代替"),
    EventKind("applications.sent_out", "送出{subject}"),
    EventKind("applications.arrived_there", "登记{subject}于{after[arrived_on]}送到"),
    EventKind("applications.came_back", "登记{subject}没有送到"),
    EventKind("applications.service_proven", "将{subject}的送达凭证入卷"),
    EventKind("applications.receipt_printed", "打印{subject}的送达回证"),
)

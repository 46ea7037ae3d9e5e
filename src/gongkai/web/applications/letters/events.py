"""What the ledger says of letters: by their forms and numbers; what they tell, and whom, are only hashes there."""

from collections.abc import Collection, Mapping

from gongkai.web.applications.models import Letter
from gongkai.web.applications.names import named
from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track


def letters(ids: Collection[int]) -> Mapping[int, str]:
    """A letter by what it is called, its number and its application, never by who gets it."""
    rows = {one.pk: one for one in Letter.objects.filter(pk__in=ids).only("name", "number", "application")}
    names = named({one.application_id for one in rows.values()})
    return {pk: f"{names[one.application_id]}的{one}" for pk, one in rows.items()}


track(
    "applications.letter",
    fields=(
        *("application", "code", "name", "number", "outcomes", "signed_on", "consultation", "contribution"),
        *("fee", "paper", "voided_on"),
    ),
    digests=("told", "voided_because"),
)
naming("applications.letter", letters)
acts(
    applications__write_letter="拟制文书",
    applications__void_letter="作废文书",
    applications__print_notice="打印文书",
)
kinds(
    EventKind("applications.letter_issued", "出具{subject}"),
    EventKind("applications.letter_voided", "作废{subject}，文号保留，不再使用"),
    EventKind("applications.paper_withdrawn", "不再将{subject}提供给申请人"),
)

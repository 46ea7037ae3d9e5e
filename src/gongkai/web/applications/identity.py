"""Who somebody is, in the words that are sealed; how that is shown to those who need not know, and recognised again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from django.db.models import TextChoices

from gongkai.kernel.problems import Unreadable
from gongkai.web.foundations.sealed import seal, unseal
from gongkai.web.ledger.registry import digest

from .models import Applicant, Application, Consultation, PersonalAccess

Told = Applicant | Consultation | PersonalAccess
_NEAR = 6  # characters of an address that tell the county and the town
_SHORTEST = 2  # characters of a name; a single one stands in half of all sentences
# What follows the last part of an address that many share: 柳湾村3组.
_AT_HOME = re.compile(r".*(?:镇|乡|街道|县|区|市)(?=.*\d)")


class IdType(TextChoices):
    """What shows who somebody is."""

    RESIDENT_ID = "resident_id", "居民身份证"
    PASSPORT = "passport", "护照"
    PERMIT = "permit", "港澳居民、台湾居民的居住证或者通行证"
    CREDIT_CODE = "credit_code", "统一社会信用代码（单位）"
    OTHER = "other", "其他证件"


@dataclass(frozen=True, slots=True)
class Identity:
    """What Art. 29 asks of an applicant, and no more; of an agent what shows that he is one."""

    name: str
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    contact: str = ""
    agent: str = ""
    agent_id_number: str = ""
    agent_phone: str = ""

    @property
    def is_reachable(self) -> bool:
        """Whether he can be spoken or written to at once; a postal address is slow."""
        return bool(self.phone or self.email)

    def sealed(self) -> str:
        """These words as the database holds them."""
        return seal({name: value for name, value in asdict(self).items() if value})


def identity_of(row: Told) -> Identity:
    """What is sealed; empty once it was destroyed. Whoever asks has written down why (`actions.unmask`)."""
    return Identity(**{"name": "", **unseal(row.sealed)})


def told_in(application: Application) -> Iterator[Told]:
    """The rows of a case in which somebody is sealed, also as he stood there before he was corrected."""
    for rows in (application.applicants, application.accesses, application.consultations):
        yield from rows.exclude(sealed="").order_by("pk")


def words_in(told: Identity) -> Iterator[tuple[str, str]]:
    """What tells of somebody, by what it is; of an address also the part that few share."""
    for name, word in asdict(told).items():
        if name == "id_type" or len(word.strip()) < _SHORTEST:  # a kind of paper is no word about somebody
            continue
        yield name, word
        if name == "address" and len(near := _AT_HOME.sub("", word)) > _SHORTEST:
            yield name, near


def words_about(application: Application) -> Sequence[str]:
    """Every word that is sealed about somebody in a case, the longest first; of what no key opens any more there are none."""
    words: set[str] = set()
    for row in told_in(application):
        try:
            words.update(word for _name, word in words_in(identity_of(row)))
        except Unreadable:  # a lost key must not keep anybody from being forgotten
            continue
    return sorted(words, key=len, reverse=True)


def written(applicant: Applicant, identity: Identity) -> Applicant:
    """An applicant with these words: sealed, masked, and with the hashes by which he is known again; not saved."""
    applicant.sealed = identity.sealed()
    is_person = applicant.kind == "natural_person"
    applicant.masked_name = masked_name(identity.name) if is_person else identity.name
    applicant.masked_contact = masked_phone(identity.phone) or masked_email(identity.email)
    applicant.identity_digest = digest(plain(identity.id_number)) or ""
    applicant.phone_digest = digest(plain(identity.phone)) or ""
    applicant.has_agent = bool(identity.agent)
    return applicant


def masked_name(name: str) -> str:
    """张** for a person whose name need not be read."""
    return f"{name[:1]}{'*' * (len(name) - 1)}"


def masked_phone(phone: str) -> str:
    """138****1234; of a shorter number its last two digits."""
    if not phone:
        return ""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else f"****{phone[-2:]}"


def masked_address(address: str) -> str:
    """墨鹭县枕溪镇***"""
    return f"{address[:_NEAR]}***" if address else ""


def masked_email(email: str) -> str:
    """z***@example.org."""
    name, at, host = email.partition("@")
    return f"{name[:1]}***{at}{host}" if email else ""


def plain(number: str) -> str:
    """A number however it is written: without spaces and hyphens, letters large."""
    return "".join(number.split()).replace("-", "").upper()

"""Who somebody is, in the words that are sealed; how that is shown to those who need not know, and recognised again."""

from dataclasses import asdict, dataclass

from django.db.models import TextChoices

from gongkai.web.foundations.sealed import seal, unseal
from gongkai.web.ledger.registry import digest

from .models import Applicant


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


def identity_of(applicant: Applicant) -> Identity:
    """What is sealed; empty once it was destroyed. Whoever asks has written down why (`actions.unmask`)."""
    return Identity(**{"name": "", **unseal(applicant.sealed)})


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


def masked_email(email: str) -> str:
    """z***@example.org."""
    name, at, host = email.partition("@")
    return f"{name[:1]}***{at}{host}" if email else ""


def plain(number: str) -> str:
    """A number however it is written: without spaces and hyphens, letters large."""
    return "".join(number.split()).replace("-", "").upper()

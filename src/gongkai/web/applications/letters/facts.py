"""What letters are told of a case: the facts that it knows itself, in the words in which they are printed."""

from dataclasses import dataclass
from datetime import date

from gongkai.kernel.case import Consulted
from gongkai.kernel.days import in_words
from gongkai.web.applications.identity import identity_of
from gongkai.web.applications.models import ApplicantKind, Application, Consultation
from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.organs.selectors import disclosure_office_of, issuing_office_of

_YOU, _YOUR_UNIT, _YOUR_ORGAN, _ALL_OF_YOU = "您", "你单位", "贵机关", "你们"


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes, as everybody may read it, and how it speaks to him."""

    masked: str
    you: str = _YOU

    @property
    def facts(self) -> dict[str, str]:
        """What a letter says of him where it may be kept."""
        return {"addressee": self.masked, "you": self.you}


def common_facts(application: Application, *, addressee: str = "", on: date | None = None) -> dict[str, str]:
    """What every letter of a case says. Without an `addressee` the applicants stand there masked; `on` is the day of the
    letter."""
    organ, to = application.organ, applicants_of(application)
    office = disclosure_office_of(organ)
    said = {
        "organ": issuing_office_of(organ),
        "addressee": addressee or to.masked,
        "you": to.you,
        "received_on": in_words(application.received_on) if application.received_on else "",
        "registration_no": application.number,
        "wanted": wanted_of(application),
        "contact_office": f"{organ.short_name}{office}" if office else organ.name,
        "contact_phone": organ.phone,
        "contact_address": organ.address,
        "signed_on": in_words(on) if on else "",
    }
    return {name: words for name, words in said.items() if words}


def wanted_of(application: Application) -> str:
    """What is wanted, in the applicant's own words, on one line."""
    title, more = application.title.strip(), " ".join(application.wanted.split())
    if application.doc_no and application.doc_no not in title:
        title = f"{title}（{application.doc_no}）"
    if more in ("", FORGOTTEN, title):
        return title
    return more if application.title.strip() in more else f"{title}：{more}"


def applicants_of(application: Application) -> Addressee:
    """Everybody who applied."""
    rows = list(application.applicants.order_by("order"))
    return Addressee("、".join(one.masked_name for one in rows), _you([one.kind for one in rows]))


def names_of(application: Application) -> str:
    """Everybody who applied by his full name, for the sheet that goes out and nothing else; empty once forgotten."""
    known = (identity_of(one).name for one in application.applicants.order_by("order"))
    return "、".join(filter(None, known))


def consulted_of(consultation: Consultation) -> Addressee:
    """Who is asked. Of a person the name is masked, of an organisation it is not."""
    if consultation.of != Consulted.THIRD_PARTY.value:
        return Addressee(consultation.masked_name, _YOUR_ORGAN)
    is_person = "*" in consultation.masked_name
    return Addressee(consultation.masked_name, _YOU if is_person else _YOUR_UNIT)


def name_of(consultation: Consultation) -> str:
    """Who is asked by the full name, for the sheet that goes out and nothing else."""
    return identity_of(consultation).name or consultation.masked_name


def _you(kinds: list[str]) -> str:
    if len(kinds) > 1:
        return _ALL_OF_YOU
    return _YOU if kinds == [ApplicantKind.NATURAL_PERSON] else _YOUR_UNIT

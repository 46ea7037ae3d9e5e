"""申请书: to whom, by whom and for what; whether it says all that Art. 29 asks, and nothing more is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gongkai.engine.screening.detect import Text, find
from gongkai.kernel.credit_code import fault_of
from gongkai.kernel.problems import Refused
from gongkai.web.organs.models import Organ

from .identity import Identity, IdType, plain
from .models import ApplicantKind, Application, PaperKind

# Tags as pages have them. What stands between < and a Chinese character is a title, and no tag.
_TAG = re.compile(r"<\s*[/!]?\s*[a-zA-Z][^<>]*>|<!--")
# What no keyboard writes and some databases refuse; line breaks and tabs stay.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_TITLE = 40  # characters of a description that stand for a name that was not given
_NAME, _WORDS = 60, 200
_LONGEST = {"name": _NAME, "agent": _NAME}
_RESIDENT_ID = 18  # characters; a passport has fewer
_PHONE = re.compile(r"\+?[0-9(][0-9()\- 转#]{5,24}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted, and how (Art. 29); nobody is asked what for."""

    title: str
    wanted: str
    doc_no: str = ""
    supply_form: str
    delivery: str
    needs_help: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A paper that came with it: what it is (PaperKind), how its file is called, its bytes."""

    kind: str
    name: str
    data: bytes


_Told = TypeVar("_Told", Wanted, Identity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A whole application: to whom, by whom, for what. The first applicant gives the kind that is counted."""

    organ: Organ
    channel: str
    wanted: Wanted
    kinds: Sequence[str]
    identities: Sequence[Identity]
    papers: Sequence[Enclosed] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong or missing: in which field, of which applicant (from 0), and what to do, as a sentence."""

    field: str
    message: str
    applicant: int | None = None


def tidied(applied: Applied) -> Applied:
    """The same without what nobody sees, and with a name for what was only described (either is enough, Art. 29)."""
    wanted = completed(applied.wanted)
    return replace(
        applied, wanted=wanted, identities=tuple(tidied_identity(one) for one in applied.identities)
    )


def tidied_identity(identity: Identity) -> Identity:
    """The same without what nobody sees."""
    return _clean(identity)


def completed(wanted: Wanted) -> Wanted:
    """What is wanted, with the name for the description or the other way round where one is not given."""
    clean = _clean(wanted)
    described = " ".join(clean.wanted.split())
    title = (
        clean.title or (f"{described[:_TITLE]}…" if len(described) > _TITLE else described) or clean.doc_no
    )
    return replace(clean, title=title, wanted=clean.wanted or title)


def faults(applied: Applied) -> tuple[Fault, ...]:
    """What keeps a tidied application from being taken in, whoever hands it in."""
    return (*_faults_of_applicants(applied), *faults_of_wanted(applied.wanted))


def lacking(applied: Applied) -> tuple[Fault, ...]:
    """What Art. 29 asks and it does not say. The portal asks for it at once; the office takes in what came by post, and
    asks for correction."""
    return tuple(
        Fault(field, message, place)
        for place, one in enumerate(applied.identities)
        for field, message in _lacking(applied, one, is_first=place == 0)
    )


def remarks(applied: Applied) -> tuple[Fault, ...]:
    """What looks like a slip of the pen. Nobody is turned away for it: numbers of passports follow other rules."""
    return tuple(
        Fault(field, message, place)
        for place, one in enumerate(applied.identities)
        for field, message in _remarks(one)
    )


def faults_of_identity(identity: Identity) -> tuple[Fault, ...]:
    """What is wrong with the words about one applicant."""
    return tuple(_faults_of(identity, None))


def must_be_sound(found: Sequence[Fault]) -> None:
    """Refuse for the faults that were found, all of them told at once."""
    if found:
        raise Refused("".join(dict.fromkeys(fault.message for fault in found)), "请改正后重新提交。")


def faults_of_wanted(wanted: Wanted) -> tuple[Fault, ...]:
    """What is wrong with the words about the matter, of a whole application or of a part of one."""
    found = [] if wanted.wanted else [Fault("title", _NO_MATTER)]
    for name in _texts(wanted):
        field = Application._meta.get_field(name)
        found += [Fault(name, told) for told in _badly_said(str(field.verbose_name), getattr(wanted, name))]
        found += _too_long(name, str(field.verbose_name), getattr(wanted, name), most=field.max_length)
    for name in ("supply_form", "delivery"):
        field = Application._meta.get_field(name)
        if getattr(wanted, name) not in dict(field.choices):
            found.append(Fault(name, f"请选择{field.verbose_name}。"))
    return tuple(found)


_NO_MATTER = "没有写明所需政府信息的名称、文号，也没有其他便于查询的描述（条例第二十九条）。"
_NO_PROOF = "没有身份证明：请填写证件号码，或者附上身份证明的扫描件（条例第二十九条）。"
_NO_CONTACT = "没有联系方式：请至少填写电话、电子邮箱或者通信地址中的一项（条例第二十九条）。"
_WAYS = {
    "post": ("address", "选择邮寄的，请填写通信地址。"),
    "email": ("email", "选择电子邮件的，请填写电子邮箱；没有的，请选别的形式。"),
}


def _faults_of_applicants(applied: Applied) -> Iterator[Fault]:
    if not applied.identities or len(applied.kinds) != len(applied.identities):
        yield Fault("name", "没有写明申请人的姓名或者名称，以及申请人类别（条例第二十九条）。")
        return
    for place, (kind, one) in enumerate(zip(applied.kinds, applied.identities, strict=True)):
        if kind not in ApplicantKind.values:
            yield Fault("kind", "请选择申请人类别。", place)
        yield from _faults_of(one, place)


def _faults_of(one: Identity, place: int | None) -> Iterator[Fault]:
    if not one.name:
        yield Fault("name", "没有写明申请人的姓名或者名称（条例第二十九条）。", place)
    for field in fields(one):
        text = getattr(one, field.name)
        for told in _badly_said(LABELS[field.name], text):
            yield Fault(field.name, told, place)
        yield from _too_long(
            field.name, LABELS[field.name], text, most=_LONGEST.get(field.name, _WORDS), place=place
        )


LABELS = {
    "name": "姓名或者名称",
    "id_type": "证件类型",
    "id_number": "证件号码",
    "phone": "电话",
    "email": "电子邮箱",
    "address": "通信地址",
    "postcode": "邮政编码",
    "contact": "联系人",
    "agent": "代理人姓名",
    "agent_id_number": "代理人证件号码",
    "agent_phone": "代理人电话",
}


def _lacking(applied: Applied, one: Identity, *, is_first: bool) -> Iterator[tuple[str, str]]:
    enclosed = {paper.kind for paper in applied.papers}
    if not one.id_number and PaperKind.IDENTITY not in enclosed:
        yield "id_number", _NO_PROOF
    # Several who apply together are written to under the address of the first.
    if is_first and not (one.is_reachable or one.address):
        yield "phone", _NO_CONTACT
    wanted = {applied.wanted.delivery, applied.wanted.supply_form}
    for field, told in (_WAYS[way] for way in _WAYS if is_first and way in wanted):
        if not getattr(one, field):
            yield field, told
    if one.agent and not (one.agent_id_number or PaperKind.IDENTITY in enclosed):
        yield "agent_id_number", "没有代理人的身份证明：请填写代理人的证件号码。"
    if one.agent and PaperKind.AUTHORITY not in enclosed:
        yield "agent", "由代理人申请的，请附上授权委托书。"


def _remarks(one: Identity) -> Iterator[tuple[str, str]]:
    number = plain(one.id_number)
    if one.id_type == IdType.RESIDENT_ID and number and not _is_resident_id(number):
        yield (
            "id_number",
            "居民身份证号码应为18位，最后一位校验码与前面的不符。请对照证件再看一遍；确实无误的可以照填。",
        )
    if one.id_type == IdType.CREDIT_CODE and number and (fault := fault_of(number)):
        yield "id_number", fault
    agents = plain(one.agent_id_number)
    if agents and len(agents) == _RESIDENT_ID and not _is_resident_id(agents):
        yield "agent_id_number", "代理人的身份证号码校验码不符。请对照证件再看一遍；确实无误的可以照填。"
    for name in ("phone", "agent_phone"):
        text = getattr(one, name)
        if text and not _PHONE.fullmatch(text):
            yield name, f"“{LABELS[name]}”看起来不是电话号码。请再看一遍，以便联系您。"
    if one.email and not _is_email(one.email):
        yield "email", "电子邮箱的地址不完整。请再看一遍，以便联系您。"


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _is_resident_id(number: str) -> bool:
    return any(
        one.is_certain and one.detector.code == "id18" and one.number == number for one in find(Text(number))
    )


def _badly_said(label: str, text: str) -> Iterator[str]:
    if found := _TAG.search(text):
        yield f"“{label}”中有网页代码（{found[0][:20]}），没有收下。请只写文字，不用粘贴网页的格式。"


def _too_long(name: str, label: str, text: str, *, most: int, place: int | None = None) -> list[Fault]:
    if len(text) <= most:
        return []
    told = f"“{label}”有{len(text)}个字，最多写{most}个字。写不下的请写明要点，其余作为材料附上。"
    return [Fault(name, told, place)]


def _texts(wanted: Wanted) -> Iterator[str]:
    return (field.name for field in fields(wanted) if field.name not in ("supply_form", "delivery"))


def _clean(told: _Told) -> _Told:
    """Without what nobody sees; only a description goes over several lines."""
    seen = {field.name: _UNSEEN.sub("", getattr(told, field.name)) for field in fields(told)}
    plain_texts = {
        name: text.replace("\r\n", "\n").strip() if name == "wanted" else " ".join(text.split())
        for name, text in seen.items()
    }
    return replace(told, **plain_texts)

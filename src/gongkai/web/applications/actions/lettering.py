"""出具文书: a letter is checked, has its number, is drawn and lies in the file, all in the act of the move that sends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import Viewer
from gongkai.kernel.letter_forms import LetterFacts, LetterFamily, LetterForm, Recipient
from gongkai.kernel.letters import compose
from gongkai.kernel.problems import Refused
from gongkai.lawbook.letters import letter_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.identity import IdType, identity_of
from gongkai.web.applications.letters.drafts import drafted, must_be_whole
from gongkai.web.applications.letters.facts import name_of, names_of
from gongkai.web.applications.letters.fields import used_by
from gongkai.web.applications.letters.known import BESIDE, Around
from gongkai.web.applications.models import Application, Consultation, Letter, PaperKind
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.applications.papers import add_paper
from gongkai.web.applications.replies.reply import NOTICES
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.actions.numbers import next_number
from gongkai.web.organs.models import DocumentNumber, NumberFamily, Organ

from .moving import held

# What an officer tells of each letter that a move sends, by its form. None instead of it: the notice went out on paper
# before, and only what happened is entered.
Letters = Mapping[str, LetterFacts]
# What tells somebody something on its day: a letter of today cannot have told it yesterday.
_TOLD_THAT_DAY = frozenset(
    {
        Happened.CORRECTION_ASKED,
        Happened.REASONS_ASKED,
        Happened.CONSULTATION_SENT,
        Happened.EXTENDED,
        Happened.DELAYED,
        Happened.FEE_NOTICED,
    }
)
# A letter that tells the end of a case belongs to one result.
_ENDS = {"T34": "O22", "T35": "O23", "T36": "O24"}


@dataclass(frozen=True, slots=True)
class Writable:
    """A form that somebody may fill in for a case now; of one that tells of an opinion, which of those that were asked for."""

    form: LetterForm
    consultation: Consultation | None = None

    @property
    def key(self) -> str:
        """By which it is chosen: T41, T07-12."""
        return f"{self.form.code}-{self.consultation.pk}" if self.consultation else self.form.code


def issue(pen: Pen, application: Application, code: str, told: LetterFacts, *, around: Around) -> Letter:
    """Make a letter inside an act: nothing that lacks an element goes out, and the number is taken last. Raises Refused."""
    draft = drafted(application, code, told, around)
    must_be_whole(draft)
    form, facts = draft.letter.form, dict(draft.letter.facts)
    number = _number(pen, application, form, on=around.on)
    if number:
        facts["number"] = number
    kept = {name: fact for name, fact in used_by(form, facts).items() if name != "letter"}
    drawn = compose(form, {**kept, **_personal(form, application, around)}, outcomes=draft.letter.outcomes)
    data = render_paper(drawn.paper, "pdf")
    paper = add_paper(
        pen,
        application,
        kind=PaperKind.LETTER,
        name=f"{form.name}{f'（{number}）' if number else ''}.pdf",
        kept=files.keep(data, media_type="application/pdf", ending="pdf"),
        is_for_applicant=form.recipient is Recipient.APPLICANT and form.family is not LetterFamily.INTERNAL,
        on=around.on,
    )
    letter = Letter(
        application=application,
        code=code,
        name=form.name,
        number=number,
        told=kept,
        outcomes=sorted(draft.letter.outcomes),
        signed_on=around.on,
        consultation=around.consultation,
        contribution=around.contribution,
        fee=around.fee,
        paper=paper,
    )
    checked(letter)
    pen.save(letter, "applications.letter_issued")
    return letter


def send(
    pen: Pen, application: Application, codes: tuple[str, ...], letters: Letters | None, *, around: Around
) -> list[Letter]:
    """The letters of a move, with the slips that lie beside them; none where they went out on paper before. Raises Refused."""
    if letters is None:
        return []
    _must_be_of_today(around.event, on=around.on)
    sent: list[Letter] = []
    for code in codes:
        sent.append(issue(pen, application, code, letters.get(code, {}), around=around))
        for slip in BESIDE.get(code, ()):
            about = {**letters.get(slip, {}), "letter_no": sent[-1].number}
            sent.append(issue(pen, application, slip, about, around=around))
    return sent


def write_letter(
    application: Application,
    code: str,
    told: LetterFacts,
    *,
    consultation: Consultation | None = None,
    by: Viewer,
    at: datetime,
) -> Letter:
    """拟制文书: a letter or inner paper that no move sends, or anew what came to nothing. What tells of an opinion is about
    the `consultation` that the officer chose, and goes to nobody else. Raises Refused."""
    with act("applications.write_letter", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        known = (one for one in writable(stored) if one.form.code == code)
        chosen = next((one for one in known if one.consultation == consultation), None)
        if chosen is None:
            raise Refused("这件申请现在不出具这种文书。", "请在“拟制文书”中选择列出的文书。")
        around = around_of(stored, chosen, on=localdate(at))
        return send(pen, stored, (code,), {code: told}, around=around)[0]


def writable(application: Application) -> list[Writable]:
    """What somebody may write for a case now: what a move sends only after it, and while none of it counts."""
    happened = set(application.happenings.values_list("kind", flat=True))
    written = set(application.letters.filter(voided_on=None).values_list("code", "consultation"))
    found: list[Writable] = []
    for code, form in letter_law().forms.items():
        moves = [move for move in case_lifecycle().moves.values() if code in move.letters]
        is_early = bool(moves) and happened.isdisjoint(move.event.value for move in moves)
        is_of_another_end = code in _ENDS and application.outcome != _ENDS[code]
        if is_early or is_of_another_end or code in _made_elsewhere():
            continue
        kinds = frozenset(move.of.value for move in moves if move.of)
        about = application.consultations.filter(of__in=kinds).order_by("pk") if kinds else [None]
        counts = {asked for one, asked in written if moves and one == code}
        found += [Writable(form, asked) for asked in about if (asked and asked.pk) not in counts]
    return found


def around_of(application: Application, chosen: Writable, *, on: date) -> Around:
    """What a letter that is written apart from a move is about: the fee, or who was asked."""
    code = chosen.form.code
    fee = getattr(application, "fee", None) if code == "T12" else None
    return Around(on=on, consultation=chosen.consultation, fee=fee, outcome=_ENDS.get(code, ""))


def _made_elsewhere() -> frozenset[str]:
    """The letters of replies, the notices that are signed with them, receipts of service, and slips beside another letter."""
    replies = {one.letter for one in outcome_law().outcomes.values()} - _ENDS.keys()
    slips = {slip for several in BESIDE.values() for slip in several}
    return frozenset(replies | slips | {"T11", "T55"})


def void_letter(letter: Letter, *, reason: str, by: Viewer, at: datetime) -> Letter:
    """作废文书: it came to nothing; its number is never given again. Raises Refused."""
    application = letter.application
    with act("applications.void_letter", application.organ_id, by=by, at=at, subject=letter) as pen:
        stored_case = held(application)
        pen.duty = by.must_hold("office_head", path=stored_case.organ.path)
        stored = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if stored.voided_on:
            raise Refused(f"{stored}已经在{day(stored.voided_on)}作废。", "不需要再办理。")
        if not reason.strip():
            raise Refused("没有写作废的原因。", "请写明这件文书为什么作废；文号保留，不再使用。")
        stored.voided_on, stored.voided_because = localdate(at), reason.strip()
        checked(stored)
        pen.save(stored, "applications.letter_voided")
        stamped = (row.stamped for row in stored.sealings.exclude(stamped=None).order_by("pk"))
        for paper in (stored.paper, *stamped):
            paper.is_for_applicant = False
            pen.save(paper, "applications.paper_withdrawn")
        _void_number(pen, stored_case.organ, stored)
    return stored


def print_notice(letter: Letter, *, by: Viewer, at: datetime) -> bytes:
    """打印文书: the sheet with the full names, to be handed over or posted; told in the ledger each time. Raises Refused."""
    application = letter.application
    with act("applications.print_notice", application.organ_id, by=by, at=at, subject=letter) as pen:
        stored = Letter.objects.select_related("paper__kept").get(pk=letter.pk)
        pen.duty = by.must_hold(*HANDLERS, path=application.organ.path)
        if stored.paper.kept is None:
            raise Refused("这件文书的保存期限已经届满，文件已经销毁。", "不能再打印。")
        pen.note("applications.letter_printed", subject=stored)
    return files.read(stored.paper.kept)


def drawn_masked(letter: Letter, ending: str) -> bytes:
    """The letter as everybody in the office may read it, from what is kept of it."""
    form = letter_law().forms[letter.code]
    return render_paper(compose(form, letter.told, outcomes=letter.outcomes).paper, ending)


def _number(pen: Pen, application: Application, form: LetterForm, *, on: date) -> str:
    """The number of what goes out; an inner paper has none. Raises Refused while the organ keeps no such numbers."""
    if not any("{number}" in text for part in form.parts for text in part.texts):
        return ""
    return next_number(pen, _family(application.organ), on=on).text


def _family(organ: Organ) -> NumberFamily:
    family = organ.number_families.filter(name=NOTICES, is_open=True).first()
    if family is None:
        raise Refused(
            f"本机关还没有启用用途为“{NOTICES}”的文号，文书不能出具。",
            "请系统管理员在机关的文号中启用；已经用纸质文书告知的，可以选择补记。",
        )
    return family


def _void_number(pen: Pen, organ: Organ, letter: Letter) -> None:
    number = DocumentNumber.objects.filter(family__organ=organ, text=letter.number).first()
    if number is not None:
        number.voided_on, number.void_reason = letter.voided_on, letter.voided_because
        pen.save(number, "organs.number_voided", organ=organ.pk)


def _must_be_of_today(event: CaseEvent | None, *, on: date) -> None:
    if event is not None and event.kind in _TOLD_THAT_DAY and event.on != on:
        raise Refused(
            f"文书由系统在{day(on)}出具，不能写成在{day(event.on)}告知的。",
            "请把日期改为今天；以前已经用纸质文书告知的，选择补记，并把扫描件入卷。",
        )


def _personal(form: LetterForm, application: Application, around: Around) -> dict[str, str]:
    """The full names, for the sheet alone. Whom an officer has named himself stands there already."""
    if form.recipient is Recipient.APPLICANT:
        return _named("addressee", names_of(application))
    if form.recipient is Recipient.FILE:
        return _named("applicant", names_of(application)) | _identified(form, application)
    return _named("addressee", name_of(around.consultation)) if around.consultation else {}


def _named(place: str, name: str) -> dict[str, str]:
    return {place: name} if name else {}


def _identified(form: LetterForm, application: Application) -> dict[str, str]:
    """What the form of application tells of the first who applied."""
    first = application.applicants.order_by("order").first()
    if form.code != "T01" or first is None or not first.sealed:
        return {}
    known = identity_of(first)
    proof = dict(IdType.choices).get(known.id_type, "")
    contact = "，".join(filter(None, (known.phone, known.email, known.address)))
    return {
        name: words
        for name, words in (
            ("identity_proof", f"{proof} {known.id_number}".strip()),
            ("applicant_contact", contact),
        )
        if words
    }

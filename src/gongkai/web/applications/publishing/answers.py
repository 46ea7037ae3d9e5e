"""What of a case may be shown to everybody: the question and the answer without whoever asked, as an item of its own.

Nobody who came into the case may be found in it: what is sealed about him is looked for in every word and every file,
when the item is begun and again before it goes live. The detectors of the gate look for everybody else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.engine.screening import Known, known, masked
from gongkai.kernel.problems import Refused
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.identity import Identity, identity_of, told_in, words_in
from gongkai.web.applications.models import Application, CasePaper, Consultation, PaperKind, Reply
from gongkai.web.applications.replies.rows import rows
from gongkai.web.disclosure.content import Content, File
from gongkai.web.disclosure.models.version import CONTENT
from gongkai.web.disclosure.words import label_of
from gongkai.web.foundations import files
from gongkai.web.ledger.sentences import day

ANSWERS = "published_answers"  # the row of the catalogue under which answers stand
_NAMES = ("name", "contact", "agent")
_SHARED = ("postcode",)  # thousands have the same
_NOT_GIVEN = {"withheld": "不予公开", "unable": "不能提供"}
_TITLE = 200  # characters, as many as the item has room for


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown of an answer: what it is called, what was wanted and answered, and which of the released files."""

    title: str
    summary: str
    wanted: str
    answer: str
    papers: Sequence[CasePaper] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Information that was given to applicants, as it will be public: how it is called and told, when it was made, and the
    released files in which it stands."""

    title: str
    summary: str
    body: str = ""
    doc_no: str = ""
    formed_on: date | None = None
    papers: Sequence[CasePaper] = ()


def last_sent(application: Application) -> Reply | None:
    """The last reply that went out; None before there is one."""
    return application.replies.filter(made_on__isnull=False).order_by("round").last()


def released_with(reply: Reply) -> list[CasePaper]:
    """The files that the applicant got with a reply."""
    papers = reply.papers.filter(kind=PaperKind.SUPPLIED, is_for_applicant=True, destroyed_on=None)
    return list(papers.exclude(kept=None).select_related("kept").order_by("pk"))


def begun(reply: Reply) -> Shown:
    """How the officer finds it: everybody who came into the case, and every number of a person, is taken out."""
    application = reply.application
    title = anonymous(application.title, application)
    return Shown(
        title=f"依申请公开答复：{title}"[:_TITLE],
        summary=f"申请公开“{title}”的答复：{outcome_law().outcomes[reply.outcome].name}。",
        wanted=anonymous(application.wanted, application),
        answer=anonymous("\n".join([reply.text, *_not_given(reply)]).strip(), application),
        papers=released_with(reply),
    )


def _not_given(reply: Reply) -> Iterator[str]:
    """What the letter tells row by row of what was not given; without it a partial answer would look like a whole one."""
    for name, word in _NOT_GIVEN.items():
        for row in rows(reply.told, name):
            why = row.get("reason", "").strip().rstrip("。；")
            yield f"{word}：{row.get('about', '').strip().rstrip('。；')}。" + f"理由：{why}。" * bool(why)


def anonymous(text: str, application: Application) -> str:
    """A text of a case without whoever came into it, and with every number of a person masked."""
    people = list(_people(application))
    names = known(word for one in people for word in _words(one, only=_NAMES))
    words = [word for one in people for word in _words(one)]
    others = known([*words, *_marks(application)], numbers=_numbers(application))
    return masked(others.without(names.without(text, instead="申请人"), instead="（略）"))


def answer_content(shown: Shown, reply: Reply) -> Content:
    """The item of an answer: question, answer, basis, day and files."""
    parts = (
        ("申请的内容", shown.wanted),
        ("答复的内容", shown.answer),
        ("依据", reply.basis),
        ("处理结果", outcome_law().outcomes[reply.outcome].name),
        ("答复日期", day(reply.made_on)),
    )
    return Content(
        title=shown.title,
        summary=shown.summary,
        body=format_html_join(
            "", "<h2>{}</h2>{}", ((head, _paragraphs(text)) for head, text in parts if text.strip())
        ),
        formed_on=reply.made_on,
        source="依申请公开答复",
        attachments=_files(shown.papers, reply),
    )


def given_content(given: Given, reply: Reply) -> Content:
    """The item of information that everybody may have from now on."""
    return Content(
        title=given.title,
        summary=given.summary,
        body=_paragraphs(given.body) if given.body.strip() else "",
        doc_no=given.doc_no,
        formed_on=given.formed_on,
        source="依申请公开转为主动公开",
        attachments=_files(given.papers, reply),
    )


def must_name_nobody(content: Content, applications: Iterable[Application]) -> None:
    """Nobody who came into these cases, and no number of theirs, stands anywhere in it. Raises Refused."""
    sought = _sought(applications)
    found = tuple(dict.fromkeys(_places(content, sought)))
    if found:
        raise Refused(
            f"还能看出是谁的申请：{'、'.join(found)}中有申请人、第三方的姓名、联系方式，或者这件申请的编号。",
            "请删去或者改写这些地方再办理；文件里有的，先用脱敏处理后的文件（个人信息保护法第二十五条）。",
        )


def _places(content: Content, sought: Known) -> Iterator[str]:
    for name in CONTENT:
        said = getattr(content, name)
        if name == "body":
            yield from sought.in_html(said, place="正文")
        elif isinstance(said, str) and sought.is_in(said):
            yield f"“{label_of(name)}”"
    for file in content.attachments:
        yield from sought.in_file(files.read(file.kept), name=file.name)


def _sought(applications: Iterable[Application]) -> Known:
    """Everything that is sealed about whoever came into these cases, and their numbers. Raises Refused once it is destroyed,
    Unreadable without the key."""
    words: list[str] = []
    numbers: list[str] = []
    for application in applications:
        if application.applicants.filter(purged_on__isnull=False).exists():
            raise Refused(
                "申请人信息的保存期限已经届满，已经销毁，不能再核对这条信息里有没有申请人。",
                "请撤回这条信息，需要公开的另行起草。",
            )
        words += [word for told in _people(application) for word in _words(told)]
        words += _marks(application)
        numbers += _numbers(application)
    return known(words, numbers=numbers)


def _people(application: Application) -> Iterator[Identity]:
    """The applicants, also as they stood there before, and those third parties who are persons: a firm is not hidden by
    the law."""
    for row in told_in(application):
        told = identity_of(row)
        if not isinstance(row, Consultation) or told.name != row.masked_name:
            yield told


def _words(told: Identity, only: Iterable[str] = ()) -> Iterator[str]:
    for name, word in words_in(told):
        if name not in _SHARED and (not only or name in only):
            yield word


def _numbers(application: Application) -> list[str]:
    """By which the register has it; the same figures may stand in the number of another document."""
    return [number for number in (application.number, application.old_number) if number]


def _marks(application: Application) -> list[str]:
    """What belongs to this case alone: its receipt, and the numbers of its replies and letters."""
    replies = application.replies.values_list("number", flat=True)
    letters = application.letters.values_list("number", flat=True)
    return [application.receipt, *filter(None, (*replies, *letters))]


def _files(papers: Iterable[CasePaper], reply: Reply) -> tuple[File, ...]:
    """Files of a reply; only what the applicant got may be shown to others. Raises Refused."""
    released = {paper.pk for paper in released_with(reply)}
    chosen = list(papers)
    if any(paper.pk not in released for paper in chosen):
        raise Refused("所选的文件没有提供给申请人。", "公开答复时，只能附上随这份答复提供给申请人的文件。")
    return tuple(File(_named(paper), paper.kept) for paper in chosen)


def _named(paper: CasePaper) -> str:
    ending = f".{paper.kept.ending}"
    return paper.name if paper.name.endswith(ending) else f"{paper.name}{ending}"


def _paragraphs(text: str) -> SafeString:
    lines = ((line.strip(),) for line in text.splitlines() if line.strip())
    return format_html_join("", "<p>{}</p>", lines) or format_html("<p></p>")

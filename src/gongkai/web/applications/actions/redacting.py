"""区分处理: a file is taken in, marked, and made into one that may be handed out; what is made goes out with the reply."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.utils.timezone import localdate

from gongkai.engine.accept import accept
from gongkai.engine.redaction import Again, Redacted, StillReadable, overview, printed, proven, redact
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem, Refused
from gongkai.web.applications.models import Application, CasePaper, PaperKind, Redaction, RedactionState
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.applications.papers import add_paper
from gongkai.web.applications.redaction import files as redactions
from gongkai.web.applications.redaction.files import Marked
from gongkai.web.applications.replies import reply as replies
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.models import Organ
from gongkai.web.outbox.actions import ask

from .filing import reopened_to_change
from .forgetting import forget_file
from .moving import held

MAKE = "applications.make_redaction"
MOST_UNDONE = 20
# What can be marked as it came; everything else is printed first.
_AS_IT_CAME = ("pdf", "jpg", "png", "webp")


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What came of making a file: the file, or why there is none and where the same stands unmarked."""

    made: Redacted | None = None
    problem: Problem | None = None
    standing: tuple[Again, ...] = ()


def take_source(application: Application, *, name: str, data: bytes, by: Viewer, at: datetime) -> Redaction:
    """取得原件: take in a file in which something must be withheld; a Word file or a text is printed, and marked as it
    was printed. Raises Problem."""
    accepted = accept(data, name=name)
    print_ = None if accepted.ending in _AS_IT_CAME else printed(data, name)
    seen = overview(print_.data if print_ else data, published=_published(application.organ))
    with act("applications.take_source", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        source = add_paper(pen, stored, kind=PaperKind.SOURCE, name=name, data=data)
        if print_:
            name = f"{PurePath(name).stem}（打印件）.pdf"
            source = add_paper(pen, stored, kind=PaperKind.SOURCE, name=name, data=print_.data)
        redaction = Redaction(
            application=stored,
            source=source,
            source_hash=source.kept.sha256,
            sizes=list(map(list, seen.sizes)),
            silent=list(seen.silent),
            notes=list(print_.notes) if print_ else [],
            suggestions=[redactions.kept_suggestion(one) for one in seen.suggestions],
        )
        checked(redaction)
        pen.save(redaction, "applications.redaction_begun", facts={"pages": len(seen.sizes)})
    return redaction


def mark(redaction: Redaction, marked: Marked, *, version: int, by: Viewer, at: datetime) -> Redaction:
    """标记: keep what is to be withheld. `version` is the one that was looked at. Raises Refused when somebody else was
    quicker."""
    with act(
        "applications.mark_redaction", redaction.application.organ_id, by=by, at=at, subject=redaction
    ) as pen:
        stored = _held(pen, redaction, version=version)
        stored.undone = _last_changes([*stored.undone, [stored.marks, _looked_at(stored)]])
        _settle(stored, marked)
        pen.save(stored, "applications.redaction_marked", facts=_counted(stored))
    return stored


def undo(redaction: Redaction, *, version: int, by: Viewer, at: datetime) -> Redaction:
    """撤销: the marks are what they were before the last change. Raises Refused when there was none."""
    with act(
        "applications.undo_redaction", redaction.application.organ_id, by=by, at=at, subject=redaction
    ) as pen:
        stored = _held(pen, redaction, version=version)
        if not stored.undone:
            raise Refused("没有可以撤销的改动。", "最近二十次改动可以撤销。")
        *stored.undone, (marks, looked_at) = stored.undone
        _settle(stored, Marked(marks, looked_at))
        pen.save(stored, "applications.redaction_marked", facts=_counted(stored))
    return stored


def make(
    redaction: Redaction, *, version: int, kept_because: str = "", by: Viewer, at: datetime
) -> Redaction:
    """生成: make the file without what is marked, prove it, and put it with the reply that is being drafted, in the place of
    what was made of the same file before. Raises StillReadable and says where the same stands elsewhere, unless
    `kept_because` says why it may."""
    known = Redaction.objects.select_related("source__kept").get(pk=redaction.pk)
    attempt = _attempted(known, kept_because.strip())  # takes its time, and holds nobody up
    with act(
        "applications.make_redaction", redaction.application.organ_id, by=by, at=at, subject=redaction
    ) as pen:
        stored = _held(pen, redaction, version=version)
        stored.kept_because = kept_because.strip()
        if attempt.made is None:
            _stop(pen, stored, attempt)
        else:
            _replace(pen, stored, attempt.made)
    if attempt.problem:
        raise attempt.problem
    return stored


def order(
    redaction: Redaction, *, version: int, kept_because: str = "", by: Viewer, at: datetime
) -> Redaction:
    """交后台生成: have a long file made in the background, in the name of whoever asks. Raises Refused."""
    with act(
        "applications.order_redaction", redaction.application.organ_id, by=by, at=at, subject=redaction
    ) as pen:
        stored = _held(pen, redaction, version=version)
        _must_be_ready(stored)
        stored.state, stored.version = RedactionState.MAKING, stored.version + 1
        stored.kept_because, stored.trouble, stored.standing = kept_because.strip(), "", []
        pen.save(stored, "applications.redaction_ordered")
        errand = {"redaction": stored.pk, "version": stored.version, "person": by.person}
        ask(MAKE, errand, key=f"{stored.pk}-{stored.version}", due_at=at)
    return stored


def renew(redaction: Redaction, *, by: Viewer, at: datetime) -> Redaction:
    """另做一份: begin with the same file and marks for another reply, once the first one is signed. Raises Refused."""
    with act(
        "applications.renew_redaction", redaction.application.organ_id, by=by, at=at, subject=redaction
    ) as pen:
        application = held(redaction.application)
        pen.duty = by.must_hold(*HANDLERS, path=application.organ.path)
        first = Redaction.objects.select_related("result__reply", "source").get(pk=redaction.pk)
        if not redactions.is_bound(first):
            raise Refused("这份文件还可以修改。", "请直接修改标记，再生成一次。")
        same = ("application", "source", "source_hash", "sizes", "silent", "notes", "suggestions", "marks")
        again = Redaction(**{name: getattr(first, name) for name in same})
        pen.save(again, "applications.redaction_begun", facts={"pages": len(again.sizes)})
    return again


def drop(redaction: Redaction, *, by: Viewer, at: datetime) -> Redaction:
    """撤下原件: the file was the wrong one, or nothing of it goes out. It is destroyed with what was made of it, unless an
    earlier reply rests on it. Raises Refused once what was made is signed."""
    with act(
        "applications.drop_redaction", redaction.application.organ_id, by=by, at=at, subject=redaction
    ) as pen:
        stored = _held(pen, redaction, version=redaction.version)
        _discard(pen, stored.result)
        if not stored.source.redactions.exclude(pk=stored.pk).exists():
            _discard(pen, stored.source)
        stored.state, stored.marks, stored.suggestions = RedactionState.OPEN, [], []
        stored.undone, stored.standing, stored.withheld = [], [], []
        stored.version += 1
        pen.save(stored, "applications.redaction_dropped")
    return stored


def _published(organ: Organ) -> frozenset[str]:
    """The organ's own telephones, which are nobody's secret."""
    told = ("".join(filter(str.isdigit, number)) for number in (organ.phone, organ.fax))
    return frozenset(filter(None, told))


def _held(pen: Pen, redaction: Redaction, *, version: int) -> Redaction:
    """The file with its marks as stored, held with its application; nobody has changed it meanwhile, and nothing of it is
    signed. Raises Refused."""
    application = held(redaction.application)
    pen.duty = pen.by.must_hold(*HANDLERS, path=application.organ.path)
    rows = Redaction.objects.select_for_update(of=("self",)).select_related("source__kept", "result__reply")
    stored = rows.get(pk=redaction.pk)
    stored.application = application
    if stored.source.destroyed_on is not None:
        raise Refused("这份原件已经撤下或者销毁。", "需要处理的，请重新上传。")
    if redactions.is_bound(stored):
        raise Refused(
            "遮盖后的文件已经随答复签发，不能再改。", "要改的，请先撤回签发；重新办理的，请另做一份。"
        )
    if stored.version != version:
        raise Refused("别人已经改动过这份文件的标记，您的这次改动没有保存。", "请在更新后的页面上再改一次。")
    return stored


def _last_changes(changes: list[list[Any]]) -> list[list[Any]]:
    """As many as can be taken back; of files with very many marks fewer, for each holds all of them."""
    kept = changes[-MOST_UNDONE:]
    while len(kept) > 1 and sum(len(marks) for marks, _ in kept) > redactions.MOST_MARKS:
        del kept[0]
    return kept


def _looked_at(redaction: Redaction) -> list[str]:
    return [one["looked_at"] for one in redaction.suggestions]


def _settle(redaction: Redaction, marked: Marked) -> None:
    """Write the marks; whatever was made of others is not made of these."""
    redaction.marks = redactions.ordered(redaction, marked.marks)
    pairs = zip(redaction.suggestions, marked.looked_at, strict=True)
    redaction.suggestions = [dict(one) | {"looked_at": word} for one, word in pairs]
    redaction.state, redaction.version = RedactionState.OPEN, redaction.version + 1
    redaction.trouble, redaction.standing = "", []


def _counted(redaction: Redaction) -> dict[str, int | list[str]]:
    """What the ledger is told of marks: how many, and on which grounds."""
    codes = sorted({one["code"] for one in redaction.marks} - {""})
    return {"marks": len(redaction.marks), "grounds": codes}


def _attempted(redaction: Redaction, kept_because: str) -> _Attempt:
    """Make the file and prove it."""
    marks = tuple(map(redactions.mark_of, redaction.marks))
    try:
        _must_be_ready(redaction)
        source = files.read(redaction.source.kept)
        made = redact(source, marks)
        again = proven(made.data, marks, source=source)
    except Problem as problem:
        return _Attempt(problem=problem)
    if again and not kept_because:
        return _Attempt(problem=_still_there(again), standing=again)
    return _Attempt(made=made)


def _must_be_ready(redaction: Redaction) -> None:
    """There is something to withhold, each with ground and reason, and a draft with which it goes out. Raises Refused."""
    if not redaction.marks:
        raise Refused("还没有标记要遮盖的地方。", "全部可以公开的文件，不需要区分处理，请直接随答复提供。")
    if missing := redactions.unready(redaction):
        numbers = redactions.numbered(missing)
        raise Refused(f"第{numbers}处没有选依据，或者没有写理由。", "请补上依据和理由（条例第三十七条）。")
    if not redactions.has_draft(redaction.application):
        raise Refused("没有可以附文件的答复稿。", "请先拟写答复，标记已经保存；已经签发的，请先撤回签发。")


def _still_there(again: tuple[Again, ...]) -> StillReadable:
    pages = redactions.numbered(sorted({one.page for one in again}))
    return StillReadable(
        f"遮盖的内容在第{pages}页还有{len(again)}处没有遮盖，没有生成文件。",
        "请一并遮盖这些地方；确实可以公开的，请写明理由后再生成。",
    )


def _stop(pen: Pen, redaction: Redaction, attempt: _Attempt) -> None:
    """Keep why nothing was made, for whoever looks at the page later."""
    redaction.state, redaction.trouble = RedactionState.OPEN, str(attempt.problem)
    redaction.standing = [redactions.kept_again(one, redaction.marks) for one in attempt.standing]
    code = attempt.problem.code if attempt.problem else ""
    pen.save(
        redaction, "applications.redaction_stopped", facts={"code": code, "places": len(attempt.standing)}
    )


def _replace(pen: Pen, redaction: Redaction, made: Redacted) -> None:
    """Put what was made with the draft; what was made of the same file before goes."""
    reply = replies.latest(redaction.application)
    reopened_to_change(pen, reply)
    _discard(pen, redaction.result)
    redaction.result = add_paper(
        pen,
        redaction.application,
        kind=PaperKind.SUPPLIED,
        name=redactions.name_of_result(redaction),
        data=made.data,
        reply=reply,
    )
    redaction.result_hash = redaction.result.kept.sha256
    redaction.withheld = [redactions.kept_withheld(one, redaction.marks) for one in made.withheld]
    redaction.state, redaction.trouble, redaction.standing = RedactionState.MADE, "", []
    pen.save(redaction, "applications.redaction_made", facts=_counted(redaction))


def _discard(pen: Pen, paper: CasePaper | None) -> None:
    """A file that has not gone out is destroyed."""
    if paper is None or paper.destroyed_on is not None:
        return
    forget_file(pen, paper)
    paper.kept, paper.destroyed_on = None, localdate(pen.at)
    pen.save(paper, "applications.paper_discarded")

"""卷: everything that the bundle of a case holds, in its order, each file with what it proves."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.paper import Paper
from gongkai.web.applications.models import Application, CasePaper, PaperKind
from gongkai.web.foundations import files
from gongkai.web.ledger.extracts import extract
from gongkai.web.ledger.models import Event

from . import explained
from .entries import entries_of
from .folders import DAYS, FOLDERS, LEDGER, Folder
from .letters import VOID, masked_in, papers_in, voided_papers
from .packing import as_json, plain
from .reckoning import reckoned
from .veil import Veil
from .verify_bundle import CLOCK
from .verify_bundle import LEDGER as EXTRACT


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a bundle: its place, what it is called, its bytes. Of one that is left out, why, and its hash."""

    name: str
    title: str
    proves: str
    data: bytes | None = None
    sha256: str = ""
    because: str = ""


def parts_of(application: Application, veil: Veil) -> list[Part]:
    """Every file of the case, those that are left out among them."""
    entries = entries_of(application)
    return [part for folder in FOLDERS for part in _parts(application, veil, entries, folder)]


def _parts(application: Application, veil: Veil, entries: list[Event], folder: Folder) -> Iterator[Part]:
    """Our own sheet first, then the papers as they came into the file."""
    paper = folder.sheet(application, veil, entries) if folder.sheet else None
    if paper is not None:
        yield _drawn(folder, paper)
    if folder is DAYS:
        told = reckoned(application)
        yield _drawn(folder, explained.days(application, told))
        yield Part(CLOCK, "期限的计算（供程序读取）", folder.proves, as_json(told))
    if folder is LEDGER:
        yield _drawn(folder, explained.entries(application, entries))
        yield Part(EXTRACT, "台账摘录（供程序读取）", folder.proves, as_json(extract(entries)))
    if veil.is_masked:
        yield from _letters(application, folder, veil)
    papers = papers_in(application, folder).select_related("kept", "reply").order_by("added_on", "pk")
    void = voided_papers(application) if papers else frozenset()
    for place, one in enumerate(papers, 1):
        yield _kept(folder, one, veil, place=place, mark=VOID if one.pk in void else "")


def _drawn(folder: Folder, paper: Paper) -> Part:
    name = f"{folder.title}/00-{plain(paper.title)}.pdf"
    return Part(name, paper.title, folder.proves, render_paper(paper, "pdf"))


def _letters(application: Application, folder: Folder, veil: Veil) -> Iterator[Part]:
    """The letters of a folder, drawn once more with everybody masked."""
    for place, one in enumerate(masked_in(application, folder), 1):
        title = f"{one.name}（姓名已遮蔽）"
        file = f"{folder.title}/00-{place:02}-{plain(title)}.pdf"
        yield Part(file, title, folder.proves, render_paper(veil.paper(one.paper), "pdf"))


def _kept(folder: Folder, one: CasePaper, veil: Veil, *, place: int, mark: str) -> Part:
    """A paper of the file as it came; what counts no more is marked. Raises Unreadable when it was changed behind our back."""
    title = f"{veil.text(one.name)}{mark}"
    if because := _left_out(one, veil):
        sha256 = one.kept.sha256 if one.kept else ""
        return Part("", f"{one.get_kind_display()}：{title}", folder.proves, sha256=sha256, because=because)
    ending = f".{one.kept.ending}"
    name = plain(veil.text(one.name).removesuffix(ending))
    return Part(f"{folder.title}/{place:02}-{name}{mark}{ending}", title, folder.proves, files.read(one.kept))


def _left_out(one: CasePaper, veil: Veil) -> str:
    """Why a paper is not in the bundle; empty when it is."""
    if one.destroyed_on:
        return "已经销毁或者撤下"
    if one.kept is None:
        return "只有纸质原件"
    return veil.hides(PaperKind(one.kind))

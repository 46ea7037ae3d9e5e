"""Publishing a report: the approved edition as a document, read back by the engine like anybody's, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.engine.intake import Source, take_bytes
from gongkai.engine.render.formats import render
from gongkai.engine.render.stored import stored as said_by
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import act
from gongkai.web.reports.collecting.filing import on_published
from gongkai.web.reports.compiling.checks.engine import unanswered
from gongkai.web.reports.compiling.going_on import moved, requirements_met, unpublished
from gongkai.web.reports.compiling.state import Standing
from gongkai.web.reports.downloads import signed
from gongkai.web.reports.duties import duties_of
from gongkai.web.reports.former import last_number
from gongkai.web.reports.models import Compilation, Edition

from .setting_aside import set_aside
from .signing import held_edition
from .stepping import changing, held, organ_held, set_state
from .taking_in import Examined, brought_up, prepare, put_in_place


@dataclass(frozen=True, slots=True)
class Prepared:
    """An approved edition as the document that will be public, examined; made before the act, since it takes long."""

    edition: int
    content_hash: str
    source: Source
    examined: Examined


def publish(compilation: Compilation, *, by: Viewer, at: datetime) -> Edition:
    """公布: word for word what was approved; the public report is what the engine reads in its document. Raises Refused."""
    prepared = _prepared(compilation, localdate(at))
    with act("reports.publish", compilation.organ_id, by=by, at=at, subject=compilation) as pen:
        organ_held(compilation.organ)  # whoever takes in a file for it waits here
        stored = held(compilation)
        pen.duty = by.must_hold(*duties_of("publish"), path=stored.organ.path)
        met = requirements_met(Standing(stored, localdate(at)), "publish")
        after = moved(stored, "publish", met=met, at=at)
        edition = held_edition(prepared.edition)
        if edition.content_hash != prepared.content_hash:
            raise Refused("报告在公布的同时被修改，没有公布。", "请刷新页面，按现在的内容办理。")
        examined = brought_up(prepared.examined)
        _must_read_alike(edition, examined)
        set_aside(pen, stored.organ, stored.year, note=edition.note)
        edition.report = put_in_place(pen, examined)
        edition.published_at, edition.source_sha256 = at, prepared.source.sha256
        facts = {"year": stored.year, "number": edition.number}
        pen.save(edition, "reports.issued", facts=facts)
        edition.compilation = stored
        set_state(pen, stored, after)
        on_published(pen, edition)
    return edition


def correct(compilation: Compilation, *, note: str, by: Viewer, at: datetime) -> Compilation:
    """更正: a published report is written anew; the note stands on the next edition, the published one stays. Raises Refused."""
    with act("reports.correct", compilation.organ_id, by=by, at=at, subject=compilation) as pen:
        stored = held(compilation)
        pen.duty = by.must_hold(*duties_of("correct"), path=stored.organ.path)
        said = _noted(note)
        after = moved(stored, "correct", met=None, at=at)
        stored.correction_note = said
        stored.authors = [by.person] if by.person is not None else []
        pen.save(stored, "reports.reopened", facts={"year": stored.year})
        set_state(pen, stored, after)
    return stored


def explain(compilation: Compilation, *, note: str, by: Viewer, at: datetime) -> Compilation:
    """写更正说明: of a report that will take the place of a public one, while it is written. Raises Refused."""
    with changing("reports.explain", compilation, by=by, at=at) as (pen, stored):
        if not last_number(stored):
            raise Refused("这一年没有公开过报告，不需要更正说明。", "请直接编写、送审。")
        stored.correction_note = _noted(note)
        pen.save(stored, "reports.explained", facts={"year": stored.year})
    return stored


def _noted(note: str) -> str:
    """What is corrected, as it will be printed. Raises Refused."""
    said, most = note.strip(), Compilation._meta.get_field("correction_note").max_length
    if not said:
        raise Refused("没有写更正说明。", "请写明更正什么、为什么更正；它印在更正后的报告上。")
    if len(said) > most:
        raise Refused(f"更正说明有{len(said)}字，太长。", f"请写在{most}字以内。")
    return said


def _prepared(compilation: Compilation, on: date) -> Prepared:
    edition = unpublished(compilation)
    if edition is None or edition.approval_id is None:
        raise Refused("这份报告还没有批准，不能公布。", "请先送审；批准后再公布。")
    organ = compilation.organ
    source = take_bytes(render(signed(edition.data, on), "docx"), name=f"{compilation}.docx")
    examined = prepare(organ, source)
    _must_read_alike(edition, examined)
    return Prepared(edition.pk, edition.content_hash, source, examined)


def _must_read_alike(edition: Edition, examined: Examined) -> None:
    """What everybody will read is what was approved: the same year, the same figures, no error but those whose reasons were
    approved with them."""
    figures = examined.report.figures
    values = said_by(edition.data).values
    if examined.year != edition.data["year"] or any(figures[cell].value != values[cell] for cell in values):
        raise Refused(
            "生成的文件读回来与批准的数字不一致，没有公布。", "请联系系统管理人员查明原因，不要另外上传文件。"
        )
    if left := unanswered(examined.report, Standing(edition.compilation), edition.data["justified"]):
        raise Refused(
            f"生成的文件里还有没有说明的错误：{left[0]}没有公布。", "请更正或者逐项说明后重新送审。"
        )

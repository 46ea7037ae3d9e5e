"""The workspace of a report as the page shows it: what is next, what is found, and the six parts in their order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from gongkai.engine.numerals import to_numeral
from gongkai.kernel.days import full_day
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.decisions import decision_kinds
from gongkai.web.ledger.sentences import day
from gongkai.web.office import decision_views
from gongkai.web.office.rows import Rows, link, rows
from gongkai.web.reports.compiling import Workspace
from gongkai.web.reports.compiling.prose import Written
from gongkai.web.reports.former import file_of_year, public_since
from gongkai.web.reports.models import Edition, Report, Shortcoming, State
from gongkai.web.reports.models.passage import PROBLEMS

from . import findings, opinions
from .acts import step_of
from .due import day_of, left_cell, replaced
from .pieces import by_hand, drawn
from .tables import Filling, Shown, gravest


@dataclass(frozen=True, slots=True)
class Step:
    """A button of the way: where it leads, or why it does not."""

    name: str
    title: str
    address: str
    why: tuple[str, ...]
    is_primary: bool


@dataclass(frozen=True)
class Page:
    """What the template shows of a workspace. `offered` are the addresses of the acts that the viewer may do now, by name."""

    work: Workspace
    viewer: Viewer
    offered: Mapping[str, str]
    today: date
    shows_before: bool

    def context(self) -> dict[str, Any]:
        """Everything on the page."""
        work = self.work
        return {
            "lead": f"{work.state_name}。{self._counted()}",
            "is_published": bool(self._published or self._public),
            "former": self._former(),
            "due": self._due(),
            "steps": self._steps(),
            "review": self._review(),
            "found": self._found(),
            "ways": list(self._ways()),
            "opinions": list(self._opinions()),
            "before_from": work.last_year_from,
            "shows_before": self.shows_before,
            "sections": list(self._sections()),
            "problems": self._problems(),
        }

    def _found(self) -> list[dict[str, Any]]:
        """What is found, with the way to where a missing month is entered for whoever writes the report."""
        row = self.work.compilation
        entered = decision_views.address(row.organ, row.year)
        registers = dict.fromkeys(decision_kinds(), entered) if "adjust" in self.offered else {}
        return findings.grouped(self.work.findings, self.offered, form=self.work.form, registers=registers)

    def _counted(self) -> str:
        """Where the figures come from."""
        period = self.work.period.label
        if self.work.compilation.is_rolled_up:
            fixed = "已经固定" if self.work.snapshot else "每次打开都从台账重新计算"
            return f"{period}，各项数字由本级的数字和下级机关的报告相加；本级的数字{fixed}。"
        fixed = "，已经固定" if self.work.snapshot else "，每次打开都从台账重新计算"
        return f"{period}的数字{fixed}。"

    @property
    def _published(self) -> Edition | None:
        """What everybody may read now."""
        return next((one for one in self.work.editions if one.published_at), None)

    @cached_property
    def _file(self) -> Report | None:
        """The report of the year that came as a file, public or withdrawn."""
        row = self.work.compilation
        return None if self._published else file_of_year(row.organ_id, row.year)

    @property
    def _public(self) -> Report | None:
        """The same, as long as everybody may read it."""
        return self._file if self._file and self._file.is_published else None

    def _former(self) -> dict[str, str] | None:
        """What is public already, or was, and where one writes why it is corrected."""
        if self._file is None:
            return None
        note = self.work.compilation.correction_note
        told = f"更正说明：{note}" if note else "送审以前，请写明更正什么、为什么更正。"
        way = "修改更正说明" if note else "写更正说明"
        address = self.offered.get("explain", "")
        return {"said": replaced(self._file), "told": told, "way": way, "address": address}

    def _due(self) -> dict[str, Any]:
        """The day and what is left of it; once it is public, the day on which that happened."""
        if out := self._published:
            again = (
                ""
                if self.work.compilation.state == State.PUBLISHED
                else "；正在更正，新版本公布以前仍是这一版"
            )
            return {"day": day_of(out.published_at), "drawn": f"第{out.number}版{again}。"}
        if self._public:
            since = day_of(public_since(self._public))
            return {"day": since, "drawn": "收入的文件；现在编制的公布以后更正它。"}
        due_on = self.work.due_on
        return {"day": full_day(due_on), "drawn": left_cell(due_on, self.today)}

    def _steps(self) -> list[Step]:
        """What suits the report now: the lawful steps as links, the others with what keeps them back."""
        found: dict[str, Step] = {}
        for move in self.work.moves:
            act = step_of(move.code)
            address = self.offered.get(act.name, "") if move.is_open else ""
            is_primary = bool(address) and not any(one.is_primary for one in found.values())
            found.setdefault(act.name, Step(act.name, act.title, address, move.why_not, is_primary))
        return list(found.values())

    def _review(self) -> dict[str, str] | None:
        """Where it is signed."""
        review = self.work.review
        if review is None:
            return None
        return {"address": reverse("reviews:sheet", args=[review.pk]), "stage": review.stage_name}

    def _ways(self) -> Iterator[tuple[str, str]]:
        """Other pages of this report."""
        row = self.work.compilation
        yield "打印预览（PDF）", reverse("compilations:draft-file", args=[row.pk, "pdf"])
        yield "草稿（Word）", reverse("compilations:draft-file", args=[row.pk, "docx"])
        yield f"版本（{len(self.work.editions)}）", reverse("compilations:versions", args=[row.pk])
        if self._published:
            yield "公开页面", reverse("portal:report", args=[row.organ.slug, row.year])

    def _opinions(self) -> Iterator[dict[str, Any]]:
        """What the authority said last."""
        given = [one for one in self.work.pre_reviews if one.given_at]
        for one in given[:1]:
            said = opinions.told(one, self.work.content_hash)
            yield {"said": said, "text": one.text, "is_agreed": one.verdict == "agreed"}

    def _sections(self) -> Iterator[dict[str, Any]]:
        """The preface and the six parts, each with its prose or its table."""
        tables = self._tables()
        yield {"number": 0, "heading": "引言和联系方式", "passages": self._passages(0)}
        for section in self.work.form.sections:
            yield {
                "number": section.number,
                "heading": f"{to_numeral(section.number)}、{section.heading}",
                "passages": self._passages(section.number),
                "table": tables.get(f"table{section.number}"),
                "has_problems": section.number == PROBLEMS,
            }

    def _tables(self) -> dict[str, Any]:
        figures = {
            name: Shown(cell.value, cell.is_changed, cell.last_year if self.shows_before else None)
            for name, cell in self.work.figures.items()
        }
        grades = gravest((one.severity, one.cells) for one in self.work.findings if not one.reason)
        return Filling(self.work.form, figures, self._opened, grades).tables()

    def _opened(self, cell: str) -> str:
        return reverse("compilations:cell", args=[self.work.compilation.pk, cell])

    def _passages(self, section: int) -> list[dict[str, Any]]:
        return [self._passage(one) for one in self.work.passages if one.section == section]

    def _passage(self, one: Written) -> dict[str, Any]:
        asked = {"section": one.section, "topic": one.topic}
        asked |= {"special": one.special.pk} if one.special else {}
        write = self.offered.get("write")
        return {
            "anchor": findings.anchor(one.section, one.topic, one.special),
            "heading": one.heading,
            "name": one.heading or "引言",
            "hint": f"主管部门的要求：{one.special.what}" if one.special else by_hand(one),
            "pieces": drawn(one.pieces, self.work.compilation.pk),
            "lists": one.lists,
            "address": f"{write}?{urlencode(asked)}" if write else "",
        }

    def _problems(self) -> dict[str, Any]:
        """This year's list, and what last year's became."""
        note = self.offered.get("note-problem", "")
        return {
            "rows": self._listed(self.work.shortcomings),
            "carried": self._listed(self.work.carried),
            "address": note,
        }

    def _listed(self, found: Iterable[Shortcoming]) -> Rows:
        heads = ("问题", "改进措施", "责任单位", "完成期限", "整改结果", "")
        return rows(heads, (self._problem(one) for one in found))

    def _problem(self, one: Shortcoming) -> Iterator[Any]:
        yield one.problem
        yield one.measure or "还没有写"
        yield one.owner
        yield day(one.due_on) if one.due_on else ""
        yield f"{'已经解决：' if one.is_settled else ''}{one.result}"
        yield format_html_join("　", "{}", ((way,) for way in self._ways_of(one)))

    def _ways_of(self, one: Shortcoming) -> Iterator[SafeString]:
        """What can be done with a problem; one of last year's is answered, and stays."""
        asked = urlencode({"problem_id": one.pk})
        if note := self.offered.get("note-problem"):
            yield link(f"{note}?{asked}", "填写结果" if one.carried_from_id else "修改")
        if (remove := self.offered.get("remove-problem")) and not one.carried_from_id:
            yield link(f"{remove}?{asked}", "删去")

"""The folder of a trace: a picture for each page and stage, and one page to look at them. Only its own files are
written; a page that something else put there stays, and is told."""

import re
from collections.abc import Sequence
from pathlib import Path

from gongkai.engine.intake import Source
from gongkai.engine.render.formats import write
from gongkai.engine.report import AnnualReport
from gongkai.engine.trace.draw import draw, has_typeface
from gongkai.engine.trace.gallery import GENERATOR, TracedFile, TracedPage, gallery
from gongkai.engine.trace.picture import Drawing, drawing, png, require
from gongkai.engine.trace.stages import Stage, is_shown, stages_of
from gongkai.kernel.problems import Problem, Unwritable

MOST_PAGES = 40
_STRANGE = re.compile(r"[^\w\u4e00-\u9fff-]+")
_LONGEST_STEM = 40


class TraceFolder:
    """Where a trace is written; `close` writes the page that shows everything."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files: list[TracedFile] = []

    def open(self) -> None:
        """Make the folder. Raises Unwritable when that cannot be, when it holds somebody else's page, or when there
        is nothing to draw with."""
        require()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            index = self.path / "index.html"
            is_ours = not index.exists() or GENERATOR in index.read_text("utf-8", "replace")[:500]
        except OSError as error:
            raise Unwritable(
                f"文件夹 {self.path} 不能使用（{error.strerror}）。", "请换一个文件夹。"
            ) from None
        if not is_ours:
            raise Unwritable(f"文件夹 {self.path} 里已有别的 index.html，不覆盖。", "请换一个空文件夹。")

    def add(self, source: Source, report: AnnualReport | None) -> list[str]:
        """Draw a file that was read; without a report only how far reading came. What a person should know of it."""
        if source.kind != "pdf":
            return ["不是 PDF，没有页面可画。"]
        stages = stages_of(source, report)
        notes = [] if has_typeface() else ["本机没有中文字体，图上只写代码。"]
        with drawing(source.data) as pages:
            count = len(pages)
            if count > MOST_PAGES:
                notes.append(f"只画了前 {MOST_PAGES} 页，其余 {count - MOST_PAGES} 页没有画。")
            traced = []
            for number in range(1, min(count, MOST_PAGES) + 1):
                try:
                    traced.append(self._page(pages, number, source, stages, report))
                except Problem as problem:
                    notes.append(f"{problem.message}{problem.advice}")
        title = report.title if report else "未能读作年度报告"
        elsewhere = _findings(report, None) if report else []
        self._files.append(TracedFile(source.name, title, stages, traced, elsewhere, notes))
        return notes

    def _page(
        self,
        pages: Drawing,
        number: int,
        source: Source,
        stages: Sequence[Stage],
        report: AnnualReport | None,
    ) -> TracedPage:
        image, size = pages.page(number)
        names = []
        for stage in stages:
            drawn = draw(image, stage, page=number, width=size[0])
            name = f"{_stem(source)}-p{number:03}-{stage.word}.png"
            write(self.path / name, png(drawn))
            names.append(name)
        return TracedPage(number, names, _findings(report, number) if report else ())

    def close(self) -> None:
        """Write the page that shows all pictures."""
        write(self.path / "index.html", gallery(self._files).encode())


def _stem(source: Source) -> str:
    """A name of our own for the pictures of a file, the same for the same bytes."""
    stem = _STRANGE.sub("-", Path(source.name).stem).strip("-")[:_LONGEST_STEM]
    return f"{stem or 'report'}-{source.sha256[:8]}"


def _findings(report: AnnualReport, number: int | None) -> list[tuple[str, str]]:
    """Code and message of the findings that are drawn on a page, or, for None, of those drawn on none."""
    found = []
    for finding in report.findings:
        pages = {item.place.page for item in finding.evidence if is_shown(item.place)}
        if number in pages or (number is None and not pages):
            found.append((finding.code, finding.message))
    return found

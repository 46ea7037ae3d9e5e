"""The page of a trace: each page of a file with its stages side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from gongkai.engine.trace.stages import Stage

GENERATOR = '<meta name="generator" content="gongkai read --trace">'
_STYLE = """
body{font:16px/1.6 "PingFang SC","Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2328;margin:1.5rem}
h1{font-size:1.4rem;border-bottom:3px solid #a6192e}h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .5rem}
.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1rem}
figure{margin:0}figcaption{font-size:.9rem;color:#4a525a}img{width:100%;height:auto;border:1px solid #c9ced4}
ul{margin:.3rem 0;padding-left:1.4em}code{font-size:.85em;color:#4a525a}p{margin:.3rem 0}
"""


@dataclass(frozen=True, slots=True)
class TracedPage:
    """One page: its number, the names of its pictures by stage, and what was found on it."""

    number: int
    pictures: Sequence[str]
    findings: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class TracedFile:
    """One file: its name, the pages that were drawn, findings without a place on a page, and what is to be told."""

    name: str
    title: str
    stages: Sequence[Stage]
    pages: Sequence[TracedPage]
    elsewhere: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


def gallery(files: Iterable[TracedFile]) -> str:
    """One HTML page; its pictures lie beside it, and it needs nothing else."""
    return "\n".join(_parts(list(files)))


def _parts(files: list[TracedFile]) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8">' + GENERATOR
    yield "<title>读取过程</title>"
    yield f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>\n<body>'
    yield "<h1>读取过程</h1>"
    if len(files) > 1:
        links = (
            f'<li><a href="#f{i}">{escape(f.title)}</a>（{escape(f.name)}）</li>' for i, f in enumerate(files)
        )
        yield f"<ul>{''.join(links)}</ul>"
    if not files:
        yield "<p>没有可画的 PDF 文件。</p>"
    for index, file in enumerate(files):
        yield from _file(file, index)
    yield "</body></html>\n"


def _file(file: TracedFile, index: int) -> Iterator[str]:
    yield f'<h2 id="f{index}">{escape(file.title)}</h2>\n<p>文件 {escape(file.name)}</p>'
    yield from (f"<p>{escape(note)}</p>" for note in file.notes)
    meanings = "".join(f"<li>{escape(stage.name)}——{escape(stage.meaning)}</li>" for stage in file.stages)
    yield f"<ul>{meanings}</ul>"
    for page in file.pages:
        yield from _page(file, page, f"f{index}-p{page.number}")
    if file.elsewhere:
        yield f"<h3>没有画在页面上的发现</h3>{_list(file.elsewhere)}"


def _page(file: TracedFile, page: TracedPage, anchor: str) -> Iterator[str]:
    yield f'<h3 id="{anchor}">第 {page.number} 页</h3>\n<div class="row">'
    for name, stage in zip(page.pictures, file.stages, strict=True):
        alt = f"第 {page.number} 页，{stage.name}"
        yield (
            f'<figure><a href="{quote(name)}"><img loading="lazy" src="{quote(name)}" alt="{escape(alt)}"></a>'
            f"<figcaption>{escape(stage.name)}</figcaption></figure>"
        )
    yield "</div>"
    if page.findings:
        yield _list(page.findings)


def _list(findings: Iterable[tuple[str, str]]) -> str:
    items = "".join(f"<li>{escape(message)} <code>{escape(code)}</code></li>" for code, message in findings)
    return f"<ul>{items}</ul>"

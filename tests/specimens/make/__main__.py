"""`python -m tests.specimens.make [--pdf] [FOLDER]`: write all specimens anew, or all PDFs.

Needs LibreOffice, Chromium and poppler; for PDFs also the fonts named in `pdf/look.py`.
"""

import json
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

from tests.specimens.make.build import build, expected
from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts import docx, grid, html, odf, printed, text
from tests.specimens.make.pdf.make import make_pdfs, truth_of
from tests.specimens.make.pdf.plan import Job, committed, jobs
from tests.specimens.make.plan import Spec, specs
from tests.specimens.make.style import Style

DATA = Path(__file__).resolve().parents[1] / "data"
SUFFIX = {"text": "txt", "html": "html", "docx": "docx"}
PRINT_STYLE = "<style>table{width:100%;border-collapse:collapse}td,th{font-size:9pt;padding:1px 5px;vertical-align:top}</style>"
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "gbk")


def direct(spec: Spec) -> bytes:
    """The file as our own writers make it."""
    draft, style = build(spec)
    rng = random.Random(spec.seed)
    if spec.format == "text":
        written = text.SHAPES[spec.producer](draft, style, rng)
        return written.encode(rng.choice(ENCODINGS), errors="replace")
    shapes = html.SHAPES if spec.format == "html" else docx.SHAPES
    return shapes[spec.producer](draft, style, rng)


def source(spec: Spec, folder: Path) -> Path:
    """The file that LibreOffice or Chromium will print."""
    draft, style = build(spec)
    rng = random.Random(spec.seed)
    program, how = spec.producer.split("-")
    if program == "chromium":
        shapes = [html.clean, html.word] if spec.format == "text" else [html.clean, html.portal, html.nbsp]
        page = rng.choice(shapes)(draft, style, rng).decode()
        written = printed.scripted(page) if how == "dom" else page.replace("</head>", PRINT_STYLE + "</head>")
        return _put(folder / f"{spec.name}.html", written.encode())
    if how == "html":
        return _put(folder / f"{spec.name}.html", rng.choice([html.clean, html.word])(draft, style, rng))
    if how == "docx" or (how == "text" and rng.random() < 0.5):
        return _put(folder / f"{spec.name}.docx", rng.choice([docx.merged, docx.styled])(draft, style, rng))
    return _put(folder / f"{spec.name}.fodt", odf.flat(draft, style).encode())


def _put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def print_all(wanted: list[Spec], folder: Path) -> dict[str, tuple[bytes, str]]:
    """Everything that other programs print, and how, by specimen name."""
    inputs, outputs = folder / "in", folder / "out"
    inputs.mkdir()
    outputs.mkdir()
    made = {spec.name: source(spec, inputs) for spec in wanted}
    _office(wanted, made, outputs)
    pages = []
    for spec in wanted:
        program, how = spec.producer.split("-")
        if program == "chromium":
            what = how if how in ("text", "dom") else "pdf"
            suffix = {"text": "txt", "dom": "html", "pdf": "pdf"}[what]
            pages.append((made[spec.name], what, outputs / f"{spec.name}.{suffix}"))
    printed.chromium(pages)
    return {spec.name: _result(spec, outputs) for spec in wanted}


def _office(wanted: list[Spec], made: dict[str, Path], outputs: Path) -> None:
    batches: dict[tuple[str, str], list[Path]] = {}
    for spec in wanted:
        program, how = spec.producer.split("-")
        if program == "office":
            kind = ("txt" if how == "text" else "pdf") if spec.format == "text" else spec.format
            path = made[spec.name]
            batches.setdefault((path.suffix, kind), []).append(path)
    for (_, kind), paths in batches.items():
        printed.office(paths, kind, outputs)


def _result(spec: Spec, outputs: Path) -> tuple[bytes, str]:
    pdf = outputs / f"{spec.name}.pdf"
    if pdf.exists():
        data = printed.pdf_text(pdf, spec.producer.split("-")[1])
        if not is_readable(data.decode(), *build(spec)):
            return printed.pdf_text(pdf, "raw"), spec.producer.split("-")[0] + "-raw"
        return data, spec.producer
    data = (outputs / f"{spec.name}.{SUFFIX[spec.format]}").read_bytes()
    return printed.tidy(data, spec.format), spec.producer


def is_readable(text: str, draft: Draft, style: Style) -> bool:
    """Whether a person could tell the rows apart: each label stands before its figures and after the last row's.

    pdftotext sometimes prints a table column by column, or figures a line above or below their label,
    and nobody could say which figure belongs where.
    """
    at = 0
    for line in grid.lines3(draft, style):
        values = [value for value in line.values if value]
        if not values:
            continue
        found = re.compile(r"\s+".join(map(re.escape, values)) + r"(?=\s|$)").search(text, at)
        label = "".join(line.label.split())[:6]
        if not found or label not in "".join(text[at : found.start()].split()):
            return False
        at = found.end()
    last = r"\s+".join(re.escape(box.text) for box in grid.grid4(draft, style)[-1])
    return re.search(last, text[at:]) is not None or "table4" not in {p.text for p in draft.passages}


def main(target: Path) -> None:
    """Write the texts, pages and Word documents anew."""
    wanted = specs()
    with tempfile.TemporaryDirectory() as scratch:
        by_others = print_all([s for s in wanted if s.is_printed], Path(scratch))
    for spec in wanted:
        data, producer = by_others[spec.name] if spec.is_printed else (direct(spec), spec.producer)
        truth = {**expected(build(spec)[0], spec), "producer": producer}
        _write(target / spec.name, f"source.{SUFFIX[spec.format]}", data, truth)
    print(f"{len(wanted)} specimens in {target}")


def main_pdf(target: Path, wanted: list[Job]) -> None:
    """Write PDFs anew."""
    with tempfile.TemporaryDirectory() as scratch:
        for job, path in make_pdfs(wanted, Path(scratch)):
            _write(target / job.spec.name, "source.pdf", path.read_bytes(), truth_of(job))
    print(f"{len(wanted)} PDFs in {target}")


def _write(folder: Path, name: str, data: bytes, truth: dict[str, object]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / name).write_bytes(data)
    lines = ",\n".join(f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in truth.items())
    (folder / "expected.json").write_text("{\n" + lines + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--pdf"]
    folder = Path(arguments[0]) if arguments else DATA
    if "--pdf" in sys.argv:
        main_pdf(folder, jobs() if arguments else committed())
    else:
        main(folder)
        main_pdf(folder, committed())

"""Makes the PDFs: sources are written by our templates, printed by the three programs, then turned or cropped."""

import random
from pathlib import Path

from tests.specimens.make.build import build, expected
from tests.specimens.make.layouts import printed
from tests.specimens.make.pdf import chromium, odd_set, odd_web, odd_word, office_pages, pages, typeset
from tests.specimens.make.pdf.plan import Job


def make_pdfs(wanted: list[Job], scratch: Path) -> list[tuple[Job, Path]]:
    """Print every PDF into the folder."""
    for program, write in WRITERS.items():
        write([job for job in wanted if job.program == program], scratch)
    made = [(job, scratch / f"{job.spec.name}.pdf") for job in wanted]
    for job, path in made:
        pages.finish(path, job.look)
    return made


def truth_of(job: Job) -> dict[str, object]:
    """What is true of the PDF, known before it was printed."""
    draft, _ = build(job.spec)
    truth = expected(draft, job.spec)
    shown = {cell: text for cell, text in draft.printed.items() if text and not text.endswith("元")}
    if shown:
        truth["shown"] = shown
    if job.look.watermark:
        truth["watermark"] = job.look.watermark.format(organ=draft.organ.short)
    return truth


def _chromium(wanted: list[Job], scratch: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        for job in wanted:
            source = scratch / f"{job.spec.name}.html"
            source.write_text(_page(job), encoding="utf-8")
            page.goto(source.as_uri())
            scale = odd_web.ODDS[job.odd].scale if job.odd else 1
            page.pdf(
                path=str(source.with_suffix(".pdf")),
                prefer_css_page_size=True,
                print_background=True,
                scale=scale,
            )
        browser.close()


def _page(job: Job) -> str:
    rng = random.Random(job.spec.seed)
    if job.odd:
        return odd_web.page(*build(job.spec), job.look, rng, odd=odd_web.ODDS[job.odd])
    return chromium.page(*build(job.spec), job.look, rng)


def _typst(wanted: list[Job], scratch: Path) -> None:
    import typst

    for job in wanted:
        source = scratch / f"{job.spec.name}.typ"
        rng = random.Random(job.spec.seed)
        if job.odd:
            text = odd_set.source(*build(job.spec), job.look, rng, odd=odd_set.ODDS[job.odd])
        else:
            text = typeset.source(*build(job.spec), job.look, rng)
        source.write_text(text, encoding="utf-8")
        typst.compile(str(source), output=str(source.with_suffix(".pdf")))


def _office(wanted: list[Job], scratch: Path) -> None:
    flat, word = [], []
    for job in wanted:
        rng = random.Random(job.spec.seed)
        if job.odd:
            word.append(scratch / f"{job.spec.name}.docx")
            word[-1].write_bytes(odd_word.source(*build(job.spec), rng, odd=odd_word.ODDS[job.odd]))
            continue
        flat.append(scratch / f"{job.spec.name}.fodt")
        text = office_pages.document(*build(job.spec), job.look, rng)
        flat[-1].write_text(text, encoding="utf-8")
    printed.office(flat, "pdf", scratch)
    printed.office(word, "pdf", scratch)


WRITERS = {"chromium": _chromium, "typst": _typst, "office": _office}

"""Files printed by LibreOffice and Chromium: sources go into a folder, one batch each makes them readable."""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.specimens.make.layouts.docx import settled

OFFICE_STAMPS = re.compile(rb'<meta name="(?:created|changed|generator|changedby)"[^>]*/?>\s*', re.I)
DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "html": "html:HTML (StarWriter)",
    "txt": "txt:Text (encoded):UTF8",
    "pdf": "pdf",
}


def office(sources: Iterable[Path], kind: str, out: Path) -> None:
    """Convert all sources in one call of LibreOffice."""
    files = [str(path) for path in sources]
    if not files:
        return
    web = ["--infilter=HTML (StarWriter)"] if files[0].endswith(".html") else []
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *web, "--convert-to", FILTERS[kind],
             "--outdir", str(out), *files],
            check=True, capture_output=True, timeout=600,
        )  # fmt: skip


def pdf_text(path: Path, mode: str) -> bytes:
    """What pdftotext makes of a PDF: `layout`, `raw` or plain."""
    flag = {"layout": ["-layout"], "raw": ["-raw"], "plain": []}[mode]
    return subprocess.run(
        ["pdftotext", *flag, "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True
    ).stdout


def chromium(jobs: list[tuple[Path, str, Path]]) -> None:
    """For each source page: `pdf` prints it, `text` takes innerText, `dom` takes the page that its script built."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        for source, what, target in jobs:
            page.goto(source.as_uri())
            if what == "pdf":
                page.pdf(
                    path=str(target),
                    format="A4",
                    margin={"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"},
                )
            elif what == "text":
                target.write_text(page.evaluate("document.body.innerText"), encoding="utf-8")
            else:
                target.write_text(page.content(), encoding="utf-8")
        browser.close()


def scripted(html: str) -> str:
    """A page whose article is put in place by a script, as many sites do; Chromium's DOM then holds it."""
    head, _, rest = html.partition("<body>")
    body = rest.rpartition("</body>")[0]
    loader = "<script>document.getElementById('content').innerHTML=DATA;document.getElementById('data').remove();</script>"
    data = json.dumps(body, ensure_ascii=False).replace("</", "<\\/")
    return f"{head}<body><div id='content'>正在加载…</div><script id='data'>var DATA={data};</script>{loader}</body></html>"


def tidy(data: bytes, kind: str) -> bytes:
    """The same bytes on every run: stamps and zip dates removed."""
    if kind == "html":
        return OFFICE_STAMPS.sub(b"", data)
    if kind == "docx":
        return settled(data)
    return data

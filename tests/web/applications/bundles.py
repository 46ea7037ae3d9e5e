"""A case with everything that a court may ask for, and its bundle, opened."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pypdfium2 import PdfDocument

from gongkai.web.applications.actions.bundling import bundle
from gongkai.web.applications.actions.filing import file_paper
from gongkai.web.applications.actions.intake import Enclosed
from gongkai.web.applications.actions.lettering import write_letter
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.bundling.packing import VERIFIER, as_json, with_hashes
from gongkai.web.applications.bundling.verify_bundle import HASHES
from gongkai.web.applications.models import Application
from tests.web.conftest import NOW

from .bureau import REACHABLE, TODAY
from .happenings import event, moment

REASON = "墨鹭县人民法院要求提交证据"
NEIGHBOUR = "李望山"
SECRETS = ("周明远", NEIGHBOUR, REACHABLE.phone, REACHABLE.id_number, REACHABLE.email, "13912345678")


def not_found(bureau, applied) -> Application:
    """Nothing was found; before that it was corrected, somebody was consulted, and the reply was extended."""
    papers = [Enclosed("application", "周明远的申请书.txt", "周明远申请，电话13900001234".encode())]
    wanted = replace(applied.wanted, wanted=f"我叫周明远，要我家和{NEIGHBOUR}家的，电话13912345678。")
    application = bureau.take_in(applied, wanted=wanted, papers=papers)
    write_letter(application, "T01", {}, by=bureau.clerk, at=NOW)
    bureau.prepare(application, ["O16"])
    bureau.consult(application, "refuses")
    extended = event("extended", TODAY, reason="需要向档案馆调卷")
    step(application, extended, by=bureau.office_head, at=NOW)
    bureau.search(application)
    proof = "检索截图".encode()
    file_paper(application, kind="search", name="检索截图.txt", data=proof, by=bureau.clerk, at=NOW)
    bureau.answer(application, "O13", at=moment(TODAY + timedelta(days=3)))
    return Application.objects.get(pk=application.pk)


def made(bureau, case, **said) -> bytes:
    return bundle(case, by=bureau.clerk, at=NOW + timedelta(days=90), **{"reason": REASON} | said)


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def words_of(files: dict[str, bytes]) -> str:
    """Everything that can be read in a bundle."""
    texts = []
    for name, data in files.items():
        if name.endswith(".pdf"):
            pages = PdfDocument(data)
            texts += [page.get_textpage().get_text_range() for page in pages]
        else:
            texts.append(data.decode("utf-8"))
    return "".join("".join(texts).split())


def altered(files, name, change) -> dict[str, bytes]:
    """The same for a file that programs read."""
    told = json.loads(files[name])
    change(told)
    rest = {one: data for one, data in files.items() if one not in (HASHES, VERIFIER)}
    return with_hashes({**rest, name: as_json(told)})


def run(folder: Path, program: str = VERIFIER) -> subprocess.CompletedProcess:
    """The program as a court runs it: alone, in the folder of the bundle."""
    command = [sys.executable, "-I", "-S", program]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def unpacked(data: bytes, folder: Path) -> None:
    """A bundle in a folder where nothing else lies."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        whole.extractall(folder)

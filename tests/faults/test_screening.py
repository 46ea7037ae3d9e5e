"""Screening and accepting bad files: an answer in little time, never an accident, and nothing unread is passed over."""

import io
import random
import time
import zipfile
from collections.abc import Callable

import pytest

from gongkai.engine.accept import accept
from gongkai.engine.screening import screen_file
from gongkai.kernel.problems import Problem
from tests.faults import files, pdf_cases

KEY = b"a key for tests, not for offices"
LIMIT_S = 10.0

CASES: dict[str, Callable[[], bytes]] = {
    **{name: make for name, (make, _) in files.REFUSED.items()},
    **files.TAKEN,
    **{f"{name}.pdf": make for name, (make, _) in (pdf_cases.CUT | pdf_cases.LOCKED).items()},
    **{f"{name}.pdf": make for name, (make, _) in pdf_cases.HEAVY.items()},
}
LONGEST = {f"{name}.pdf" for name in pdf_cases.LONGEST}
UNREAD = {"truncated.docx", "bomb.docx", "lying-bomb.docx", "laughs.docx", "password.docx", "photo.docx"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.soak] * (name in LONGEST)) for name in CASES]
)
def test_a_bad_file_is_answered_in_little_time(name: str) -> None:
    data = CASES[name]()
    start = time.process_time()
    screening = screen_file(data, name=name, key=KEY)
    assert time.process_time() - start < LIMIT_S
    assert screening.unscreened or name not in UNREAD
    try:
        ending = accept(data, name=name).ending
    except Problem as problem:
        ending = problem.code
    assert ending


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
def test_changed_bytes_end_in_an_answer(suffix: str) -> None:
    """Bytes changed in the parts themselves, which a package holds unpacked for once."""
    chance = random.Random(20_190_515)
    good = _stored(files.report(suffix)) if suffix != ".pdf" else files.report(suffix)
    told = 0
    for _ in range(60):
        data = bytearray(good)
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        told += bool(screen_file(bytes(data), name=f"a{suffix}", key=KEY).unscreened)
    assert told  # some of them cannot be read any more


def _stored(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue()

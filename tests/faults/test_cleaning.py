"""De-identifying bad files: a clean file or a problem in Chinese, in little time, never an accident."""

import io
import random
import time
import zipfile

import pytest

from gongkai.engine.cleaning import deidentify
from gongkai.engine.cleaning.packing import zipped
from gongkai.engine.screening import screen_file
from gongkai.kernel.problems import Problem
from tests.faults import files
from tests.faults.test_screening import CASES, KEY, LIMIT_S, LONGEST


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.soak] * (name in LONGEST or name.endswith(".pdf")))
        for name in CASES
    ],
)
def test_a_bad_file_ends_in_an_answer(name: str) -> None:
    _end(CASES[name](), name)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_changed_parts_end_in_an_answer(suffix: str) -> None:
    """Parts that are packed rightly and say what no program writes."""
    chance = random.Random(20_190_515)
    with zipfile.ZipFile(io.BytesIO(files.report(suffix))) as package:
        members = {name: package.read(name) for name in package.namelist()}
    for _ in range(25):
        changed = dict(members)
        name = chance.choice(list(members))
        data = bytearray(changed[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(1, 12)] = chance.choice((b"", b"9", b"-1", b"x", b"<", b'"'))
        changed[name] = bytes(data)
        _end(zipped(changed), f"a{suffix}")


def _end(data: bytes, name: str) -> None:
    start = time.process_time()
    try:
        cleaned = deidentify(data, name=name, key=KEY)
    except Problem:
        cleaned = None
    assert not cleaned or not screen_file(cleaned.data, name=cleaned.name, key=KEY).marks
    assert time.process_time() - start < 3 * LIMIT_S

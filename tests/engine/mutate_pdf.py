"""Seeded damage to PDF files: to the bytes, to the objects between them, and to what is drawn inside the packed streams."""

import io
import random
import re
from collections.abc import Callable
from typing import Any

import pikepdf

from tests.engine.mutate import DAMAGES, flip

NUMBER = re.compile(rb"(?<![\w.#-])-?\d+(?:\.\d+)?(?![\w.])")
OBJECT = re.compile(rb"\d+ \d+ obj\b.*?endobj\s*", re.DOTALL)
ODD = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"-2147483649",
    b"1e9",
    b"99999999999999999999",
    b"0.0000001",
    b"nan",
)
TOKENS = (
    b"Q",
    b"q",
    b"BT",
    b"ET",
    b"0 Tf",
    b"W n",
    b"/X Do",
    b"<FEFF>",
    b"[",
    b">>",
    b"BI /W 9 ID",
    b"EI",
    b"(",
    b"0 0 0 0 0 0 cm",
)


def numbers(data: bytes, rng: random.Random) -> bytes:
    """Some numbers become others."""
    places = list(NUMBER.finditer(data))
    for match in sorted(rng.sample(places, min(len(places), rng.randint(1, 12))), key=lambda m: -m.start()):
        data = data[: match.start()] + rng.choice(ODD) + data[match.end() :]
    return data


def tokens(data: bytes, rng: random.Random) -> bytes:
    """Words of the drawing language stand where they should not."""
    words = data.split(b" ")
    for _ in range(rng.randint(1, 12)):
        words.insert(rng.randrange(len(words) + 1), rng.choice(TOKENS))
    return b" ".join(words)


def drop_objects(data: bytes, rng: random.Random) -> bytes:
    """Some objects are missing."""
    return OBJECT.sub(lambda match: b"" if rng.random() < 0.1 else match[0], data)


def double_objects(data: bytes, rng: random.Random) -> bytes:
    """Some objects stand twice, or once more under another one's number."""
    bodies = [match[0].partition(b"obj")[2] for match in OBJECT.finditer(data)]

    def twice(match: re.Match[bytes]) -> bytes:
        if rng.random() > 0.1:
            return match[0]
        return match[0] + match[0].partition(b"obj")[0] + b"obj" + rng.choice(bodies)

    return OBJECT.sub(twice, data)


def swap_streams(data: bytes, rng: random.Random) -> bytes:
    """Two streams change places, each keeping its own dictionary."""
    with _open(data) as pdf:
        one, other = rng.choices(_streams(pdf), k=2)
        first, second = one.read_raw_bytes(), other.read_raw_bytes()
        kinds = one.get("/Filter"), other.get("/Filter")
        one.write(second, filter=kinds[1])
        other.write(first, filter=kinds[0])
        return _saved(pdf)


def streams(data: bytes, rng: random.Random) -> bytes:
    """What streams hold is damaged before it is packed again: the file itself stays whole."""
    with _open(data) as pdf:
        contents = [page.Contents for page in pdf.pages if isinstance(page.get("/Contents"), pikepdf.Stream)]
        chosen = contents if contents and rng.random() < 0.6 else _streams(pdf)
        for stream in rng.sample(chosen, min(len(chosen), rng.randint(1, 3))):
            try:
                inside = stream.read_bytes()
            except pikepdf.PdfError:
                continue
            stream.write(rng.choice((flip, numbers, tokens, *DAMAGES))(inside or b" ", rng))
        return _saved(pdf)


def entries(data: bytes, rng: random.Random) -> bytes:
    """Entries of dictionaries are lost, changed, or point to another object, their own owner too."""
    with _open(data) as pdf:
        objects = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)]
        for _ in range(rng.randint(1, 8)):
            item = rng.choice(objects)
            keys = [key for key in item.keys() if key not in ("/Length", "/Filter")]  # noqa: SIM118 - no mapping
            if keys:
                _change(item, rng.choice(keys), rng, objects)
        return _saved(pdf)


def _change(item: Any, key: str, rng: random.Random, objects: list[Any]) -> None:
    how = rng.random()
    if how < 0.3:
        del item[key]
    elif how < 0.6:
        item[key] = rng.choice(objects)
    elif isinstance(item[key], pikepdf.Array):
        item[key] = pikepdf.Array([rng.choice((0, -1, 2**31 - 1, 90, 10**6)) for _ in item[key]])
    else:
        item[key] = rng.choice((0, -1, 45, 2**31 - 1, -(2**31), pikepdf.Name.None_, pikepdf.Array([])))


def _open(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def _streams(pdf: pikepdf.Pdf) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


SHALLOW: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *DAMAGES,
    numbers,
    drop_objects,
    double_objects,
)
DEEP: tuple[Callable[[bytes, random.Random], bytes], ...] = (streams, streams, entries, swap_streams)


def mutate(data: bytes, rng: random.Random) -> bytes:
    """Damage inside the streams or to the objects of a file that stays whole, damage to its bytes, or both."""
    how = rng.random()
    if how < 0.7:
        data = rng.choice(DEEP)(data, rng)
    if how > 0.6:
        for _ in range(rng.randint(1, 2)):
            data = rng.choice(SHALLOW)(data, rng) or b" "
    return data

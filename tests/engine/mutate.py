"""Seeded damage to files: flipped bytes, cut ends, lost, doubled and shuffled lines, noise."""

import io
import random
import zipfile
from collections.abc import Callable

NOISE = (
    b"\x00",
    b"\xff\xfe",
    b"9 9 9 9 9 9 9",
    "（七）总计".encode(),
    b"<td>",
    b"</table>",
    b"\t\t\t",
    b"%PDF-1.4",
    "一、".encode(),
)


def flip(data: bytes, rng: random.Random) -> bytes:
    """Some bytes become others."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 40)):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def cut(data: bytes, rng: random.Random) -> bytes:
    """The end is missing."""
    return data[: rng.randrange(1, len(data))]


def lose(data: bytes, rng: random.Random) -> bytes:
    """Some lines are missing."""
    lines = _lines(data)
    return b"\n".join(line for line in lines if rng.random() > 0.08)


def double(data: bytes, rng: random.Random) -> bytes:
    """Some lines stand twice."""
    return b"\n".join(line for line in _lines(data) for _ in range(2 if rng.random() < 0.08 else 1))


def shuffle(data: bytes, rng: random.Random) -> bytes:
    """Blocks of lines change places."""
    lines = _lines(data)
    size = max(1, len(lines) // rng.randint(2, 9))
    blocks = [lines[at : at + size] for at in range(0, len(lines), size)]
    rng.shuffle(blocks)
    return b"\n".join(line for block in blocks for line in block)


def insert(data: bytes, rng: random.Random) -> bytes:
    """Noise between the bytes."""
    out = data
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(out))
        out = out[:at] + rng.choice(NOISE) + out[at:]
    return out


def _lines(data: bytes) -> list[bytes]:
    """Lines, or, where a file has none, what stands between tags."""
    return data.split(b"\n") if data.count(b"\n") > 20 else data.replace(b"><", b">\n<").split(b"\n")


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, cut, lose, double, shuffle, insert)


def mutate(data: bytes, rng: random.Random) -> bytes:
    """One to three damages; in a DOCX mostly to the document inside the zip, sometimes to the zip."""
    if data[:2] == b"PK" and rng.random() < 0.8:
        return _inside(data, rng)
    for _ in range(rng.randint(1, 3)):
        data = rng.choice(DAMAGES)(data, rng) or b" "
    return data


def _inside(data: bytes, rng: random.Random) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = rng.choice(DAMAGES)(content, rng)
            target.writestr(name, content)
    return out.getvalue()

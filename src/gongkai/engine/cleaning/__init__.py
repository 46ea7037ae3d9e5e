"""去标识化: makes the file that may be published, without numbers of persons and without what does not show, and reads it back.

A file in which anything is still found is never handed out.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass

from gongkai.engine.cleaning.book import clean_book
from gongkai.engine.cleaning.packing import zipped
from gongkai.engine.cleaning.page import clean_page
from gongkai.engine.cleaning.print import clean_print
from gongkai.engine.cleaning.proof import still_held, still_marked
from gongkai.engine.cleaning.weaving import Masker
from gongkai.engine.cleaning.word import clean_word
from gongkai.engine.intake import Source, take_bytes
from gongkai.engine.screening.blocks import Cell, Columns
from gongkai.engine.screening.files import is_archive, looked_into, medium_of, rows_of
from gongkai.engine.screening.marks import Part, Passage, Screen
from gongkai.engine.screening.nested import MOST_DEEP, Left, NotUnpacked, name_of, unpacked
from gongkai.kernel.problems import TooBig, Unsupported, Unwritable

__all__ = ["Cleaned", "deidentify"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file that may be published: its name, how many numbers were masked, and sentences on what else was changed or
    could not be looked at."""

    name: str
    data: bytes
    hidden: int
    notes: tuple[str, ...]


def deidentify(
    data: bytes, *, name: str, key: bytes, published: Collection[str] = (), kept: Collection[str] = ()
) -> Cleaned:
    """A file of a known kind, or an archive of such files, masked and read back. `kept` are the fingerprints of numbers
    that stay for a written reason; in a PDF file nothing stays. Raises a Problem where it cannot be done whole."""
    screen = Screen(key, published)
    passages, _ = looked_into(data, name, place="")
    numbers = screen.numbers([Passage((Part(name, ""),)), *passages], kept=kept)
    masker = Masker(screen, kept=kept, known=numbers)
    made = _cleaned(data, name, masker, Left(), 0)
    called = masker.text(name)
    if marks := still_marked(made, called, screen=screen, kept=kept):
        places = "、".join(dict.fromkeys(mark.place for mark in marks[:5]))
        raise _refused(f"处理后还找得到个人信息（{places}）")
    if left := still_held(made, numbers):
        raise _refused(f"处理后的文件里还留有 {left} 个号码")
    _, unread = looked_into(made, called, place=f"“{called}”")
    told = (f"{one.place}：{one.why}" for one in unread)
    return Cleaned(called, made, masker.hidden, tuple(dict.fromkeys([*masker.notes, *told])))


def _refused(said: str) -> Unwritable:
    return Unwritable(f"{said}，没有生成。", "请打开原件，手工删去这些地方后再试；也可以打印为 PDF 后遮盖。")


def _cleaned(data: bytes, name: str, masker: Masker, left: Left, depth: int) -> bytes:
    if medium := medium_of(data):
        if not depth or medium != "图片":
            raise Unsupported(f"{medium}不能自动去标识化。", "请人工处理后再用。")
        return data
    if is_archive(data):
        return _archive(data, masker, left, depth)
    source = take_bytes(data, name)
    return _MAKERS[source.kind](source, masker)


def _archive(data: bytes, masker: Masker, left: Left, depth: int) -> bytes:
    """The members, each cleaned; what cannot be cleaned stops the whole."""
    if depth >= MOST_DEEP:
        raise TooBig(f"文件套了 {MOST_DEEP} 层以上。", "请先解开，再逐个处理。")
    made: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            name = name_of(member)
            left.files -= 1
            if left.files < 0:
                raise TooBig("压缩包里的文件太多。", "请分成几个压缩包。")
            try:
                inner = unpacked(archive, member, most=left.bytes)
            except NotUnpacked as error:
                raise Unsupported(f"压缩包里的“{masker.text(name)}”{error}不能处理。", "请先解开。") from None
            left.bytes -= len(inner)
            called = masker.text(name)
            while called in made:
                called = f"_{called}"
            made[called] = _cleaned(inner, name, masker, left, depth + 1)
    return zipped(made)


def _text(source: Source, masker: Masker) -> bytes:
    if source.name.lower().endswith(".csv") and (rows := rows_of(source.text)):
        columns, out = Columns(), io.StringIO(newline="")
        writer = csv.writer(out)
        for row in rows:
            cells = [Cell(text, column, "") for column, text in enumerate(row)]
            writer.writerow(masker.passage(columns.passage(cells)))
        return out.getvalue().encode("utf-8-sig")
    return masker.text(source.text).encode()


def _members(source: Source) -> dict[str, bytes]:
    """The members of a package, within bounds. Raises Unsupported."""
    members, left = {}, Left()
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        for member in archive.infolist():
            try:
                members[member.filename] = unpacked(archive, member, most=left.bytes)
            except NotUnpacked as error:
                raise Unsupported(
                    f"文件里的一部分{error}不能处理。", "请用 Word 或 WPS 打开后另存一次。"
                ) from None
            left.bytes -= len(members[member.filename])
    return members


_MAKERS: dict[str, Callable[[Source, Masker], bytes]] = {
    "docx": lambda source, masker: clean_word(_members(source), masker),
    "xlsx": lambda source, masker: clean_book(_members(source), masker),
    "pdf": lambda source, masker: clean_print(source.data, masker),
    "html": lambda source, masker: clean_page(source.text, masker).encode(),
    "text": _text,
}

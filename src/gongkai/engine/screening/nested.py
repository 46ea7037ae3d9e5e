"""Files inside of files: members of an archive, objects in a document, attachments of a PDF; all within bounds."""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.engine.read.xlsx.package import NOT_UNPACKED
from gongkai.engine.screening.marks import Part, Passage, Unscreened, masked

MOST_DEEP = 4  # files in files
MOST_FILES = 2_000
MOST_BYTES = 256 * 1024 * 1024  # unpacked, of the whole tree
MOST_OF_ONE = 64 * 1024 * 1024
MOST_RATIO = 500  # of what is packed so tightly, only bombs and blanks are made
_LEAST_BOMB = 8 * 1024 * 1024
_PIECE = 1 << 16
_UTF8_NAME, _LOCKED = 0x800, 0x1

Told = tuple[Sequence[Passage], Sequence[Unscreened]]


class Left:
    """What may still be unpacked, over the whole tree of files."""

    def __init__(self) -> None:
        self.files, self.bytes = MOST_FILES, MOST_BYTES


@dataclass(frozen=True, slots=True)
class Within:
    """How deep a file lies in others, and what may still be unpacked. `read` reads a file that lies one deeper."""

    read: Callable[[bytes, str, str, "Within"], Told]
    depth: int = 0
    left: Left = field(default_factory=Left)

    def look(self, data: bytes, *, name: str, place: str) -> Told:
        """What is read in a file that lies in this one, and in its name."""
        if self.depth >= MOST_DEEP:
            return (), (Unscreened(place, f"文件套了 {MOST_DEEP} 层以上，再里面的没有检查。"),)
        if self.left.files <= 0:
            return (), (Unscreened(place, f"里面的文件超过 {MOST_FILES} 个，从这个文件起没有检查。"),)
        self.left.files -= 1
        self.left.bytes -= len(data)
        deeper = Within(self.read, self.depth + 1, self.left)
        passages, unscreened = self.read(data, name, place, deeper)
        return [Passage((Part(name, f"{place}的文件名"),)), *passages], unscreened


class NotUnpacked(Exception):
    """A member that is damaged, locked or too big, told in Chinese."""


def archive_told(data: bytes, *, place: str, within: Within) -> Told:
    """What the members of an archive say, and what nobody could look into."""
    passages: list[Passage] = []
    unscreened: list[Unscreened] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment:
            passages.append(Passage((Part(_decoded(archive.comment), f"{place}的压缩包说明"),)))
        for member in archive.infolist():
            name = name_of(member)
            where = f"{place}里的“{masked(name)}”"
            if member.is_dir():
                passages.append(Passage((Part(name, f"{place}里的文件夹名"),)))
                continue
            if within.left.files <= 0:
                unscreened.append(
                    Unscreened(where, f"里面的文件超过 {MOST_FILES} 个，从这个文件起没有检查。")
                )
                break
            try:
                found, unread = within.look(
                    unpacked(archive, member, most=within.left.bytes), name=name, place=where
                )
            except NotUnpacked as error:
                found, unread = (
                    [Passage((Part(name, f"{where}的文件名"),))],
                    [Unscreened(where, f"{error}没有检查。")],
                )
                within.left.files -= 1
            passages += found
            unscreened += unread
    return passages, unscreened


def objects_told(archive: zipfile.ZipFile, names: Sequence[str], *, place: str, within: Within) -> Told:
    """What the files say that are embedded in a document, those that an old wrapping encloses too."""
    passages: list[Passage] = []
    unscreened: list[Unscreened] = []
    for name in names:
        base = posixpath.basename(name)
        where = f"{place}嵌入的文件“{masked(base)}”"
        try:
            data = unpacked(archive, archive.getinfo(name), most=within.left.bytes)
        except (NotUnpacked, KeyError) as error:
            unscreened.append(Unscreened(where, f"{error}没有检查。"))
            continue
        found, unread = within.look(enclosed(data), name=base, place=where)
        passages += found
        unscreened += unread
    return passages, unscreened


def enclosed(data: bytes) -> bytes:
    """The package inside of a compound file, where there is one: as Word wraps what is embedded."""
    start = data.find(b"PK\x03\x04")
    end = data.rfind(b"PK\x05\x06")
    return data[start : end + 22] if data.startswith(b"\xd0\xcf\x11\xe0") and 0 <= start < end else data


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, most: int) -> bytes:
    """The bytes of a member, counted while they are unpacked, for the directory may lie. Raises NotUnpacked."""
    if member.flag_bits & _LOCKED:
        raise NotUnpacked("文件设了密码，")
    if member.file_size > max(_LEAST_BOMB, MOST_RATIO * member.compress_size):
        raise NotUnpacked("压缩得不合情理，可能是压缩炸弹，")
    return b"".join(_pieces(archive, member, min(most, MOST_OF_ONE)))


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    try:
        with archive.open(member) as opened:
            while piece := opened.read(_PIECE):
                most -= len(piece)
                if most < 0:
                    raise NotUnpacked(f"展开后太大（上限 {MOST_OF_ONE // 1024 // 1024} MB），")
                yield piece
    except NOT_UNPACKED:
        raise NotUnpacked("文件已损坏，解不开，") from None


def name_of(member: zipfile.ZipInfo) -> str:
    """The name of a member as people wrote it: Chinese programs do not always say in which code."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return _decoded(member.filename.encode("cp437"))
    except UnicodeEncodeError:
        return member.filename


def _decoded(said: bytes) -> str:
    try:
        return said.decode("utf-8")
    except UnicodeDecodeError:
        return said.decode("gb18030", "replace")

"""The files that come with a list, in one zip: looked through before anything is unpacked, read one at a time."""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator

from gongkai.engine.intake import MAX_BYTES, MAX_UNPACKED
from gongkai.kernel.problems import Encrypted, Refused, TooBig, Unreadable, Unsupported

MAX_FILES = 500  # that can be looked through while somebody waits for a page
MAX_RATIO = 200  # of what is unpacked to what was packed; papers and pictures stay far below it
_SMALL = 1024 * 1024  # below it no ratio hurts
_UTF8_NAME = 0x800
_LOCKED = 1
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# What operating systems leave behind in archives.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*)$", re.IGNORECASE)
_SPLIT = "请分成几次导入，每次一份清单和一个压缩包。"
_PACK_AGAIN = "请重新压缩为 zip 文件（不设密码）后上传。"
_NOT_UNPACKED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


class Archive:
    """The files by their paths; nothing is ever written anywhere."""

    def __init__(self, data: bytes | None = None) -> None:
        self._package: zipfile.ZipFile | None = None
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._by_last: dict[str, list[str]] = {}
        if data is None:
            return
        try:
            self._package = zipfile.ZipFile(io.BytesIO(data))
            members = [one for one in self._package.infolist() if not one.is_dir()]
        except (*_NOT_UNPACKED, NotImplementedError):
            raise Unsupported("这不是 zip 压缩包，或者已经损坏。", _PACK_AGAIN) from None
        _must_be_bounded(members)
        for member in members:
            self._add(_name_of(member), member)

    def __iter__(self) -> Iterator[str]:
        """The paths of all files."""
        return iter(self._members)

    def find(self, name: str) -> str:
        """The path of the file that a cell names: whole, or without folders where only one is called so.

        Raises Refused.
        """
        wanted = _plain(name)
        if wanted in self._members:
            return wanted
        found = self._by_last.get(wanted.rpartition("/")[2], []) if "/" not in wanted else []
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(f"压缩包里有{len(found)}个文件叫“{name}”。", f"请写明文件夹，例如“{found[0]}”。")
        raise Refused(f"压缩包里没有“{name}”。", "请把文件放进压缩包，或者改正清单中的文件名。")

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises a Problem for one that is damaged."""
        assert self._package is not None, "a path comes from find"
        try:
            return self._package.read(self._members[path])
        except (*_NOT_UNPACKED, NotImplementedError):
            raise Unreadable(f"压缩包里的“{path}”解不开。", _PACK_AGAIN) from None

    def _add(self, name: str, member: zipfile.ZipInfo) -> None:
        if _LITTER.search(name):
            return
        if _ABSOLUTE.match(name) or ".." in name.split("/") or _CONTROL.search(name):
            raise Unsupported(
                "压缩包里有文件的路径指向压缩包以外。", f"这不是通常的压缩软件做出来的。{_PACK_AGAIN}"
            )
        if name in self._members:
            raise Unsupported(f"压缩包里有两个“{name}”。", "请只保留一个，重新压缩后上传。")
        self._members[name] = member
        self._by_last.setdefault(name.rpartition("/")[2], []).append(name)


def _must_be_bounded(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what would fill the memory or the disk. What is unpacked never exceeds the size that is stated here."""
    if any(member.flag_bits & _LOCKED for member in members):
        raise Encrypted("压缩包设了密码。", _PACK_AGAIN)
    if len(members) > MAX_FILES:
        raise TooBig(f"压缩包里的文件超过 {MAX_FILES} 个。", _SPLIT)
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise TooBig(f"压缩包展开后超过 {MAX_UNPACKED // 2**20} MB。", _SPLIT)
    for member in members:
        if member.file_size > MAX_BYTES:
            raise TooBig(f"压缩包里有文件超过 {MAX_BYTES // 2**20} MB。", "请压缩图片或视频后重新打包。")
        if member.file_size > max(_SMALL, MAX_RATIO * member.compress_size):
            raise TooBig(
                f"压缩包里有文件展开后是原来的 {MAX_RATIO} 倍以上，不是通常的文件。",
                f"如不清楚它的来历，请不要打开。{_PACK_AGAIN}",
            )


def _name_of(member: zipfile.ZipInfo) -> str:
    """Its path. Older programs write Chinese names in GBK and do not say so."""
    name = member.orig_filename
    if member.flag_bits & _UTF8_NAME:
        return _plain(name)
    raw = name.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return _plain(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _plain(name)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/")).removeprefix("./")

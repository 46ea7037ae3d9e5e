"""Takes a file in: which kind it is by its bytes, whether it is safe to open, and its text if it is text."""

import codecs
import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gongkai.kernel.problems import Encrypted, ImageOnly, TooBig, Unreadable, Unsupported

Kind = Literal["text", "html", "docx", "pdf", "xlsx"]

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 256 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_TEXT = 8 * 1024 * 1024

MEDIA_TYPES: dict[Kind, str] = {
    "text": "text/plain",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KIND_NAMES: dict[str, Kind] = {
    "txt": "text",
    "text": "text",
    "html": "html",
    "htm": "html",
    "docx": "docx",
    "pdf": "pdf",
    "xlsx": "xlsx",
}

_PICTURES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_MARK = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|div|p|meta|title|h[1-6])[\s>]", re.IGNORECASE
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_PACKED: dict[Kind, str] = {"docx": " Word 文档", "pdf": " PDF 文件", "xlsx": "电子表格"}
_ADVICE_KINDS = "请提供 pdf、docx、xlsx、html 或 txt 文件。"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that passed the guards. `text` is decoded for text and html, empty for the packed kinds."""

    name: str
    data: bytes
    kind: Kind
    text: str

    @property
    def sha256(self) -> str:
        """The fingerprint of its bytes, as hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def media_type(self) -> str:
        """The internet media type of this kind."""
        return MEDIA_TYPES[self.kind]


def take_file(path: Path, *, kind: str | None = None) -> Source:
    """Read a file of the disk. Raises a Problem with advice when it cannot be taken in."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_big()
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("找不到这个文件。", "请检查文件名和路径。") from None
    except IsADirectoryError:
        raise Unreadable("文件夹里没有可读的文件。", _ADVICE_KINDS) from None
    except OSError as error:
        raise Unreadable(f"文件打不开（{error.strerror}）。", "请检查权限，或复制到本机再试。") from None
    return take_bytes(data, str(path), kind=kind)


def take_bytes(data: bytes, name: str, *, kind: str | None = None) -> Source:
    """Take in the bytes of an upload or of standard input; `kind` names it when the bytes cannot tell."""
    if len(data) > MAX_BYTES:
        raise _too_big()
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("文件是空的。", "请重新下载或导出这个文件。")
    packed = _packed_kind(data)
    if packed:
        return Source(name, data, packed, "")
    text = decode(data)
    if len(text) > MAX_TEXT:
        raise _too_big()
    named = KIND_NAMES.get(kind.lower().lstrip(".")) if kind else None
    if kind and named is None:
        raise Unsupported(f"不认识的文件类型“{kind}”。", _ADVICE_KINDS)
    if named in _PACKED:
        raise Unreadable(f"内容不是{_PACKED[named]}。", _ADVICE_KINDS)
    found: Kind = named or ("html" if _HTML_MARK.search(text[:4096]) else "text")
    return Source(name, data, found, text)


def _too_big() -> TooBig:
    return TooBig(f"文件太大（上限 {MAX_BYTES // 1024 // 1024} MB）。", "请去掉图片等附件后重试。")


def _packed_kind(data: bytes) -> Kind | None:
    """The kind of a safe package or PDF file, None for what may be text; other known kinds raise their Problem."""
    for magic, picture in _PICTURES.items():
        if data.startswith(magic):
            raise ImageOnly(f"这是一张 {picture} 图片，里面没有文字。", "请提供文字版报告，或先做文字识别。")
    if b"%PDF-" in data[:1024]:  # readers of PDF allow some bytes before the mark
        return "pdf"
    if data.startswith(_OLE):
        raise _old_office(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    return None


def _old_office(data: bytes) -> Encrypted | Unsupported:
    """A compound file is either an encrypted new document or a document of the old binary formats."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return Encrypted("文件设了打开密码。", "请取消密码后重新保存。")
    return Unsupported(
        "这是旧版 Office 或 WPS 文件（doc、xls、wps）。",
        "请用 Word 或 WPS 打开，另存为 docx 或 xlsx 后重试。",
    )


def _zip_kind(data: bytes) -> Kind:
    """Look into the package without unpacking it: bombs, passwords and other formats are told apart here."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable("文件不完整或已损坏。", "请重新下载，或用 Word、WPS 打开后另存一次。") from None
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise TooBig("压缩包展开后过大。", "请用 Word 或 WPS 打开后另存一次；如不认识这个文件，请不要打开。")
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise Encrypted("文件设了密码。", "请取消密码后重新保存。")
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "OFD.xml" in names:
        raise Unsupported("这是 OFD 文件，暂不能读取。", "请用 OFD 阅读器另存或打印为 PDF 后重试。")
    raise Unsupported("这是压缩包或其他格式的文件。", f"请先解压。{_ADVICE_KINDS}")


def decode(data: bytes) -> str:
    """Text from bytes: by byte-order mark, as UTF-8, or as GB 18030; Unreadable when it is no text."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    named = _CHARSET.search(data[:4096])
    order = ["utf-8", "gb18030"]
    if named and named[1].lower().startswith((b"gb", b"hz")):
        order.reverse()
    tries = [data.decode(encoding, "replace") for encoding in order]
    return _checked(min(tries, key=lambda text: text.count("\ufffd")))


def _checked(text: str) -> str:
    """The text itself; Unreadable when too much of it is no writing.

    A NUL stands for no character: programs leave a few behind, and some readers and databases end a text there.
    """
    sample = text[:200_000]
    odd = sample.count("\ufffd") + sum(sample.count(chr(code)) for code in (*range(9), *range(14, 28)))
    if odd * 100 > len(sample):
        raise Unreadable("内容不是文字（可能是损坏的或二进制文件）。", _ADVICE_KINDS)
    return text.replace("\0", "")

"""What may be attached to a page or kept as a scan: told by the bytes, never by the name, which must agree with them."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pypdfium2.raw as pdfium

from gongkai.engine.intake import MAX_BYTES, MEDIA_TYPES, take_bytes
from gongkai.engine.read.pdf.opening import opened
from gongkai.kernel.problems import TooBig, Unreadable, Unsupported

Kind = Literal["document", "picture", "sound", "film"]

MAX_PIXELS = 80_000_000  # an A3 sheet at 600 dots an inch


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept: what people do with it, its internet media type, and its ending without the dot."""

    kind: Kind
    media_type: str
    ending: str


@dataclass(frozen=True, slots=True)
class _Format:
    """A format that is taken: how people call it, and other endings that mean it."""

    kind: Kind
    media_type: str
    called: str
    also: Sequence[str] = ()


_FORMATS = {
    "pdf": _Format("document", MEDIA_TYPES["pdf"], "PDF 文件"),
    "docx": _Format("document", MEDIA_TYPES["docx"], "Word 文档"),
    "xlsx": _Format("document", MEDIA_TYPES["xlsx"], "电子表格"),
    "txt": _Format("document", MEDIA_TYPES["text"], "文字"),
    "csv": _Format("document", "text/csv", "文字"),
    "ofd": _Format("document", "application/ofd", "OFD 文件"),
    "jpg": _Format("picture", "image/jpeg", "JPEG 图片", ("jpeg",)),
    "png": _Format("picture", "image/png", "PNG 图片"),
    "webp": _Format("picture", "image/webp", "WebP 图片"),
    "mp3": _Format("sound", "audio/mpeg", "MP3 录音"),
    "mp4": _Format("film", "video/mp4", "MP4 视频", ("m4v",)),
}
_ADVICE = f"可以上传的有 {'、'.join(_FORMATS)} 文件。"
_ASK_AGAIN = f"请不要打开它，请提供的人重新发一份。{_ADVICE}"
_UNPACK = f"请先解开，把里面的文件逐个上传。{_ADVICE}"

# What is never taken, by its first bytes, with what to do.
_FOREIGN = (
    (b"\x7fELF", "程序", _ASK_AGAIN),
    (b"\xca\xfe\xba\xbe", "程序", _ASK_AGAIN),
    (b"\xcf\xfa\xed\xfe", "程序", _ASK_AGAIN),
    (b"\xce\xfa\xed\xfe", "程序", _ASK_AGAIN),
    (b"dex\n", "程序", _ASK_AGAIN),
    (b"\0asm", "程序", _ASK_AGAIN),
    (b"L\0\0\0\x01\x14\x02\0", "快捷方式", _ASK_AGAIN),
    (b"#!", "脚本程序", _ASK_AGAIN),
    (b"\xef\xbb\xbf#!", "脚本程序", _ASK_AGAIN),
    (b"Rar!", "压缩包", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "压缩包", _UNPACK),
    (b"\x1f\x8b", "压缩包", _UNPACK),
    (b"BZh", "压缩包", _UNPACK),
    (b"\xfd7zXZ\0", "压缩包", _UNPACK),
    (b"MSCF", "压缩包", _UNPACK),
    (b"GIF8", "GIF 图片", "请另存为 jpg 或 png 后上传。"),
    (b"II*\0", "TIFF 图片", "请另存为 jpg、png 或 pdf 后上传。"),
    (b"MM\0*", "TIFF 图片", "请另存为 jpg、png 或 pdf 后上传。"),
    (b"BM", "BMP 图片", "请另存为 jpg 或 png 后上传。"),
    (b"{\\rtf", "RTF 文档", "请用 Word 或 WPS 打开，另存为 docx 或 pdf 后上传。"),
)
_TAR = 257  # where an archive of this kind has its mark
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SCRIPT = re.compile(r"\s*(?:<\?php|<script|<svg|<\?xml|<%|@echo\s)", re.IGNORECASE)
_MACROS = re.compile(r"(?:^|/)(?:vbaproject\.bin$|macrosheets/|activex/)", re.IGNORECASE)
_FILMS = frozenset({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"})


def accept(data: bytes, *, name: str) -> Accepted:
    """What these bytes are, if they may be kept. Raises a Problem that says what is wrong and what to do."""
    if len(data) > MAX_BYTES:
        raise TooBig(
            f"文件太大（上限 {MAX_BYTES // 1024 // 1024} MB）。", "请压缩图片或视频，或拆成几个文件上传。"
        )
    named = _named(name)
    _refuse_foreign(data, named)
    ending = _medium(data) or _document(data, named)
    if ending == "txt" and named == "csv":  # bytes cannot tell a table from other text
        ending = "csv"
    _require_agreement(named, ending)
    if _FORMATS[ending].kind == "picture":
        _require_picture(data, ending)
    return Accepted(_FORMATS[ending].kind, _FORMATS[ending].media_type, ending)


def _named(name: str) -> str:
    """The ending that the name states, in small letters; empty when there is none."""
    return name.rpartition(".")[2].strip().lower()[:10] if "." in name else ""


def _refuse_foreign(data: bytes, named: str) -> None:
    # Every program of this kind has zeros in its head; a text that begins with these two letters has none.
    if data.startswith(b"MZ") and b"\0" in data[:64]:
        raise _refused(named, "程序", _ASK_AGAIN)
    if data[_TAR : _TAR + 5] == b"ustar":
        raise _refused(named, "压缩包", _UNPACK)
    for magic, what, advice in _FOREIGN:
        if data.startswith(magic) and (magic != b"BM" or b"\0" in data[:14]):
            raise _refused(named, what, advice)


def _refused(named: str, what: str, advice: str) -> Unsupported:
    return Unsupported(f"文件名是 .{named}，内容却是{what}。" if named else f"文件的内容是{what}。", advice)


def _medium(data: bytes) -> str | None:
    """The ending of a picture, a recording or a film; None for what may be a document."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"ID3") or _is_sound_frame(data[:4]):
        return "mp3"
    return _film(data) if data[4:8] == b"ftyp" else None


def _is_sound_frame(head: bytes) -> bool:
    """Whether this is the head of a frame of MPEG sound, layer III."""
    is_frame = len(head) == 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return is_frame and head[2] >> 4 != 15 and head[2] >> 2 & 3 != 3


def _film(data: bytes) -> str:
    if data[8:12] in _FILMS:
        return "mp4"
    if data[8:11] in (b"hei", b"hev", b"mif", b"avi"):
        raise Unsupported("这是手机拍的 HEIC 图片，多数电脑打不开。", "请另存为 jpg 后上传。")
    raise Unsupported("这种录像或录音格式不收。", "录像请转成 mp4，录音请转成 mp3 后上传。")


def _document(data: bytes, named: str) -> str:
    """The ending of a document; passwords, bombs and damage are refused by the guards of the intake."""
    try:
        source = take_bytes(data, named)
    except Unsupported:
        return _other_package(data, named)
    except Unreadable as error:
        raise Unreadable(error.message, f"请检查文件是否完整，重新导出或下载。{_ADVICE}") from None
    if source.kind == "html" or (source.kind == "text" and _SCRIPT.match(source.text)):
        raise _refused(named, "网页或脚本", "请把文字贴进正文，或用浏览器打印为 PDF 后上传。")
    if source.kind == "pdf":
        _require_pdf(data)
    elif source.kind in ("docx", "xlsx") and any(map(_MACROS.search, _members(data))):
        raise Unsupported(
            "文件里带有宏，也就是会自动运行的程序。", "请用 Word、Excel 或 WPS 另存为不带宏的 docx 或 xlsx。"
        )
    return "txt" if source.kind == "text" else source.kind


def _other_package(data: bytes, named: str) -> str:
    """OFD is kept though no reader takes it; the intake has looked for bombs and passwords before it said no."""
    if data.startswith(_OLE):
        what = "旧版 Office 或 WPS 文件（doc、xls、wps）"
        raise _refused(named, what, "请用 Word 或 WPS 打开，另存为 docx、xlsx 或 pdf 后上传。")
    if "OFD.xml" in _members(data):
        return "ofd"
    raise _refused(
        named,
        "压缩包或其他格式的文件",
        f"压缩包请先解开，逐个上传；演示文稿等请另存为 pdf。{_ADVICE}",
    )


def _members(data: bytes) -> Sequence[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def _require_pdf(data: bytes) -> None:
    try:
        with opened(data) as document:
            scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw)
    except TooBig as error:
        raise TooBig(error.message, "请拆成几个文件，或打印为新的 PDF 后上传。") from None
    if scripts > 0:
        raise Unsupported("PDF 文件里带有会自动运行的脚本。", "请打印为新的 PDF 后上传。")


def _require_agreement(named: str, ending: str) -> None:
    form = _FORMATS[ending]
    if named == ending or named in form.also:
        return
    advice = f"请把文件名的结尾改成“.{ending}”后上传；如不清楚它的来历，请不要打开。"
    if not named:
        raise Unsupported(f"文件名没有结尾，内容是{form.called}。", advice)
    raise _refused(named, form.called, advice)


def _require_picture(data: bytes, ending: str) -> None:
    """Refuse a picture that cannot be opened, or that would fill the memory once it is."""
    from PIL import Image, UnidentifiedImageError  # only the site needs it

    damaged = Unreadable("图片不完整或已损坏。", "请重新拍摄或导出这张图片。")
    try:
        with Image.open(io.BytesIO(data), formats=(_FORMATS[ending].media_type.partition("/")[2],)) as image:
            width, height = image.size
            if width * height <= MAX_PIXELS:
                image.verify()
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
    ):  # all that its readers raise on odd bytes
        raise damaged from None
    if width * height > MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> TooBig:
    return TooBig(
        f"图片太大，像素超过 {MAX_PIXELS // 10_000} 万。", "请缩小后上传；A4 纸扫描 300 dpi 就够清楚。"
    )

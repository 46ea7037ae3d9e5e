"""What a file that we wrote may consist of, and nothing else.

Places where text can hide are many, and some nobody thought of yet. So they are not searched: whatever is not on this
short list of parts is refused, and a file whose bytes are not exactly those that its parts make is refused as well –
older revisions, remarks between the objects and what stands behind the end have no place left.
"""

import io
import re
from collections.abc import Iterator

import pikepdf
from PIL import Image, UnidentifiedImageError

from gongkai.engine.redaction.writing import saved

_KEYS = {
    "/Catalog": {"/Type", "/Pages"},
    "/Pages": {"/Type", "/Kids", "/Count"},
    "/Page": {"/Type", "/Parent", "/MediaBox", "/Rotate", "/Resources", "/Contents"},
    "/Font": {"/Type", "/Subtype", "/FontBBox", "/FontMatrix", "/FirstChar", "/LastChar", "/Widths"}
    | {"/CharProcs", "/Encoding", "/Resources", "/ToUnicode"},
    "/XObject": {"/Type", "/Subtype", "/Width", "/Height", "/BitsPerComponent", "/ColorSpace"}
    | {"/Filter", "/Length"},
    "/Encoding": {"/Type", "/Differences"},
}
_NAMES = {"/Catalog", "/Pages", "/Page", "/Font", "/XObject", "/Encoding", "/Image", "/Type3"}
_NAMES |= {"/DeviceGray", "/DeviceRGB", "/Indexed", "/FlateDecode", "/DCTDecode"}
_BARE = {"/XObject", "/Font", "/P"}  # keys of resources and of lists of drawings, which have no type
_STREAM = {"/Length", "/Filter"}
_NUMBERED = re.compile(r"/[Fg]\d+")
_TRAILER = {"/Root", "/Size", "/ID"}
_GLYPH = re.compile(rb"\d+ 0 0 0 \d+ 1000 d1")
_CONTENTS = re.compile(rb"q [-\d. ]+ cm /P Do Q\nBT\n(?:/F\d+ 1 Tf\n|[-\d. ]+ Tm\n|\[[-0-9A-F<>]+\] TJ\n)*ET")
_MAP = re.compile(
    rb"[\x20-\x7e\n]*?endcodespacerange\n(?:\d+ beginbfchar\n(?:<[0-9A-F]{2}> <[0-9a-f]{4,8}>\n)+endbfchar\n?)*\s*endcmap end end"
)


def foreign(data: bytes) -> str:
    """The first part that has no place in a file we wrote, in words; empty when there is none."""
    try:
        with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
            return next(_foreign(pdf, data), "")
    except pikepdf.PdfError:
        return "文件结构不完整"


def _foreign(pdf: pikepdf.Pdf, data: bytes) -> Iterator[str]:
    # A file of ours keeps its objects together in streams; their table is then the trailer, with keys of its own.
    if not set(pdf.trailer.keys()) <= _TRAILER | _STREAM | {"/Type", "/W", "/Index", "/DecodeParms"}:
        yield "文件属性"
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            yield from _in_stream(item)
        else:
            yield from _in_value(item)
    yield from _in_pages(pdf)
    if saved(pdf) != data:
        yield "正文以外的数据（旧版本、注释或文件末尾的内容）"


def _in_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        if not _CONTENTS.fullmatch(page.obj.Contents.read_bytes()):
            yield "页面内容里的其他指令"
        for font in page.obj.Resources.Font.values():
            is_empty = all(_GLYPH.fullmatch(drawn.read_bytes()) for drawn in font.CharProcs.values())
            if not is_empty or not _MAP.fullmatch(font.ToUnicode.read_bytes()):
                yield "字体里的其他内容"


def _in_stream(stream: pikepdf.Stream) -> Iterator[str]:
    kind = str(stream.get("/Type", ""))
    if kind == "/XObject":
        yield from _in_value(stream)
        yield from _in_picture(stream)
    elif kind in ("/ObjStm", "/XRef"):
        return
    elif not set(stream.keys()) <= _STREAM:
        yield "不认识的数据流"


def _in_value(value: pikepdf.Object) -> Iterator[str]:
    """A dictionary, a list, a name. Texts have no place anywhere outside of pages."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        kind = str(value.get("/Type", ""))
        extra = [
            key
            for key in sorted(value.keys())
            if key not in _KEYS.get(kind, _BARE) and not _is_font(kind, key)
        ]
        if extra:
            yield extra[0]
        for key in set(value.keys()):
            yield from _in_part(value[key])
    elif isinstance(value, pikepdf.Array):
        for item in value:
            yield from _in_part(item)
    elif isinstance(value, pikepdf.String):
        yield "页面以外的文字"
    elif isinstance(value, pikepdf.Name) and not _is_known(str(value)):
        yield str(value)


def _in_part(part: object) -> Iterator[str]:
    """What is written in place; what is only pointed at has its own turn."""
    if isinstance(part, pikepdf.Object) and not part.is_indirect:
        yield from _in_value(part)


def _is_known(name: str) -> bool:
    return name in _NAMES or bool(_NUMBERED.fullmatch(name))


def _is_font(kind: str, key: str) -> bool:
    return not kind and bool(_NUMBERED.fullmatch(key))


def _in_picture(stream: pikepdf.Stream) -> Iterator[str]:
    if str(stream.Filter) != "/DCTDecode":
        return
    raw = stream.read_raw_bytes()
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG",)) as picture:
            told = {name for name, _ in getattr(picture, "applist", ())}
    except (UnidentifiedImageError, OSError):
        told = {"?"}
    if told - {"APP0"} or not raw.endswith(b"\xff\xd9"):
        yield "图片里附带的说明"

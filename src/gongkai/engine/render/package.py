"""Word and Excel packages written anew, so that the same content gives the same bytes on any day and machine."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from gongkai.kernel.paper import Paper

CORE = "docProps/core.xml"
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can tell: none
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>"
)


def core_properties(paper: Paper) -> bytes:
    """Title, organ and language; no moment at which anything was made."""
    return _CORE.format(escape(paper.title), escape(paper.author)).encode()


def settled(data: bytes, *, replace: Mapping[str, bytes]) -> bytes:
    """The package with these parts replaced and without times."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, replace.get(name) or old.read(name))
    return out.getvalue()

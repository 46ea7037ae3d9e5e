"""Packs the parts of a document anew: only the parts that stay, only the relations that lead to one, no times."""

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from gongkai.engine.cleaning.weaving import Masker
from gongkai.kernel.problems import Unreadable

_CONTENT = "[Content_Types].xml"
_NEVER = (1980, 1, 1, 0, 0, 0)


def tree_of(data: bytes) -> etree._Element:
    """A part, parsed. Entities and the network are off. Raises Unreadable."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise Unreadable("文件里有一部分已损坏。", "请用 Word 或 WPS 打开后另存一次。") from None


def written(root: etree._Element) -> bytes:
    """A part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def packed(members: Mapping[str, bytes], masker: Masker) -> bytes:
    """A package of these members; types and relations of others are left out, what links say is masked."""
    kept = {name for name in members if name != _CONTENT}
    parts = {}
    for name, data in members.items():
        if name == _CONTENT:
            data = _types(data, kept)
        elif name.endswith(".rels"):
            owner = posixpath.dirname(posixpath.dirname(name))
            source = posixpath.join(owner, posixpath.basename(name).removesuffix(".rels"))
            if source != "" and posixpath.basename(source) and source not in kept:
                continue
            data = _relations(data, kept, folder=owner, masker=masker)
        parts[name] = data
    return zipped(parts)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """The members in one archive; the same members give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def _types(data: bytes, kept: set[str]) -> bytes:
    root = tree_of(data)
    for one in list(root):
        if one.get("PartName", "/").lstrip("/") not in kept | {""}:
            root.remove(one)
    return written(root)


def _relations(data: bytes, kept: set[str], *, folder: str, masker: Masker) -> bytes:
    root = tree_of(data)
    for one in list(root):
        target = one.get("Target", "")
        if one.get("TargetMode") == "External":
            one.set("Target", masker.text(target))
        elif posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") not in kept:
            root.remove(one)
    return written(root)

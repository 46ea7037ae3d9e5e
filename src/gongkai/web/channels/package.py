"""What is handed over to another platform: the approved words as a page and as a document, the files, and a list of
all of it with hashes, so that both sides can say what was approved."""

import hashlib
import io
import json
import zipfile
from html import escape

from gongkai.engine import content
from gongkai.engine.render.formats import render_paper
from gongkai.kernel.paper import Paper, Passage, Role
from gongkai.web.disclosure.models import Version
from gongkai.web.foundations import files

MEDIA_TYPE, ENDING = "application/zip", "zip"
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can tell: none
_PAGE = (
    '<!doctype html>\n<html lang="zh-CN">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
    "<body>\n<h1>{title}</h1>\n{number}{body}\n</body>\n</html>\n"
)


def packed(version: Version) -> bytes:
    """The package of a version: the same version gives the same bytes. Raises Problem."""
    members = {"正文.html": page_of(version).encode(), "正文.docx": render_paper(paper_of(version), "docx")}
    for attachment in version.attachments.select_related("kept"):
        members[f"附件/{attachment.order:02}-{attachment.name}"] = files.read(attachment.kept)
    listed = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members.items()
    ]
    manifest = {
        "organ": version.item.organ.name,
        "title": version.title,
        "doc_no": version.doc_no,
        "version": version.number,
        "content_hash": version.content_hash,
        "files": listed,
    }
    told = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
    return _zipped(members | {"manifest.json": told})


def page_of(version: Version) -> str:
    """The words as a page, to be pasted into the editor of the other platform."""
    number = f"<p>{escape(version.doc_no)}</p>\n" if version.doc_no else ""
    return _PAGE.format(title=escape(version.title), number=number, body=version.body)


def paper_of(version: Version) -> Paper:
    """The words as a document."""
    head = [Passage(version.title, Role.TITLE)]
    if version.doc_no:
        head.insert(0, Passage(version.doc_no, Role.NUMBER))
    return Paper(version.title, version.item.organ.name, (*head, *content.paper_blocks(version.body)))


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, data)
    return out.getvalue()

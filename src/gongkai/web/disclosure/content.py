"""What an item says, as a value: the same words and files give the same hash, and nothing else does."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from gongkai.kernel.chain import canonical
from gongkai.web.foundations.models import KeptFile

from .models.version import CONTENT, Version


@dataclass(frozen=True, slots=True)
class File:
    """An attachment as people see it: its name, and the bytes that are kept."""

    name: str
    kept: KeptFile


@dataclass(frozen=True, slots=True)
class Content:
    """One wording of an item: text, dates, attribute with its reason, attachments in their order."""

    title: str
    summary: str = ""
    body: str = ""
    doc_no: str = ""
    formed_on: date | None = None
    effective_on: date | None = None
    notice_until_on: date | None = None
    source: str = ""
    keywords: str = ""
    subject_class: str = ""
    form_class: str = ""
    audience: str = ""
    five_openness: str = ""
    attribute: str = "active"
    reason_code: str = ""
    reason: str = ""
    attachments: tuple[File, ...] = ()


def content_of(version: Version) -> Content:
    """What a stored version says."""
    said = {name: getattr(version, name) for name in CONTENT}
    files = version.attachments.select_related("kept")
    return Content(**said, attachments=tuple(File(one.name, one.kept) for one in files))


def content_hash(content: Content, *, item: int, number: int) -> str:
    """The hash that approvals are bound to: of every word, date and byte, of this item and this version alone."""
    said = {name: _plain(getattr(content, name)) for name in CONTENT}
    said["attachments"] = [[file.name, file.kept.sha256] for file in content.attachments]
    return hashlib.sha256(canonical({"item": item, "number": number} | said).encode()).hexdigest()


def changed(old: Content, new: Content) -> Iterator[str]:
    """The names of what differs between two wordings."""
    for field in fields(Content):
        if getattr(old, field.name) != getattr(new, field.name):
            yield field.name


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value

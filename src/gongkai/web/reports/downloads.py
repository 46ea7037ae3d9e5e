"""A published report as files to take away: written by the engine when somebody asks, kept for a day."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.cache import cache
from django.utils.timezone import localdate

from gongkai import __version__
from gongkai.engine.intake import MEDIA_TYPES as SOURCE_TYPES
from gongkai.engine.render import formats
from gongkai.kernel.days import in_words

from .former import Version
from .models import Filing, FormerReport, Report

MEDIA_TYPES = formats.MEDIA_TYPES
KEPT = 24 * 3600  # seconds
MOST_BYTES = 4 * 1024 * 1024
_ENDING_OF = {SOURCE_TYPES[kind]: kind for kind in SOURCE_TYPES} | {SOURCE_TYPES["text"]: "txt"}
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')
_LONGEST = 100  # characters of a file's name


def written(report: Report, ending: str) -> bytes:
    """The report as a file of one kind; the same report gives the same bytes. Raises Problem."""
    key = _key(digest(report), ending)
    known = cache.get(key)
    if known is not None:
        return known
    content = formats.render(report.data, ending)
    if len(content) <= MOST_BYTES:
        cache.set(key, content, KEPT)
    return content


def version_file(version: Version, ending: str) -> bytes:
    """A version as a file, one that is not published as the draft that it is. Raises Problem."""
    return formats.render(version_data(version), ending, is_draft=version.from_at is None)


def version_data(version: Version) -> Mapping[str, Any]:
    """What a version says: signed with the day on which it was published, if it was; of one that came as a file, what was
    read there."""
    if version.source or version.from_at is None:
        return version.data
    return signed(version.data, localdate(version.from_at))


def signed(data: Mapping[str, Any], on: date) -> dict[str, Any]:
    """落款: a report with its organ's name and the day of publication below it. Neither is in what was approved: nobody knows
    the day yet when it is signed."""
    return {**data, "closing": {"organ": data.get("organ", ""), "day": in_words(on)}}


def forget(kept: str) -> None:
    """Let go of the files of a report that nobody publishes any more."""
    cache.delete_many([_key(kept, ending) for ending in MEDIA_TYPES])


def _key(kept: str, ending: str) -> str:
    return f"file:{kept}:{ending}:{__version__}"


def digest(report: Report | FormerReport) -> str:
    """Under what the files of a report are kept: to be asked while there is the report, for `forget`."""
    text = json.dumps(report.data, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def source_ending(report: Report | FormerReport | Filing) -> str:
    """The ending that belongs to the source's kind, whatever its name says."""
    return _ENDING_OF.get(report.media_type, "bin")


def name_of(report: Report | FormerReport, ending: str, *, remark: str = "") -> str:
    """The report's title as the name of a file."""
    title = _FORBIDDEN.sub("-", report.title).strip(" .-")[:_LONGEST] or f"{report.year}"
    return f"{title}{remark}.{ending}"

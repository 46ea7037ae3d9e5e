"""The format of a feed, as data: what a page of it holds, what an entry says, and how large each part may be.

Other vendors' systems may offer it, too. Whatever comes is somebody else's: nothing in it is believed that does not
fit. Fields that we do not know are left out, so that a newer instance may say more.
"""

import json
import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from gongkai.web.disclosure.models import ItemKind, Validity
from gongkai.web.organs.kinds import Level
from gongkai.web.search.registry import ANNUAL_REPORT

MOST_ENTRIES = 200  # on one page
REPORT_SCHEMA = "gongkai.annual-report/1"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
LONGEST_TITLE, LONGEST_TEXT, LONGEST_BODY = 300, 20_000, 1_000_000
LARGEST_REPORT = 2_000_000  # characters of its JSON
DEEPEST = 12  # levels of lists and objects in the data of a report
BIGGEST = 2**63 - 1
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_UID = re.compile(rf"({_UUID})/[a-z_]{{1,30}}\.[a-z_]{{1,30}}/[0-9]{{1,19}}")
_WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _writable(text: str) -> str:
    """Characters that every database keeps and every page can show. Raises PydanticCustomError."""
    if any(unicodedata.category(mark) in ("Cc", "Cs") and mark not in "\n\r\t" for mark in text):
        raise PydanticCustomError("unwritable", "含有不能保存的控制字符或者残缺的字符")
    return text


def _web(address: str) -> str:
    """An address of the web. Raises PydanticCustomError."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        is_web = False
    if not is_web or any(mark.isspace() or mark in "<>\"'\\" for mark in address):
        raise PydanticCustomError("not_web", "不是以 http:// 或 https:// 开头的完整网址")
    return address


def _written_day(day: Any) -> Any:
    """A day as it is written: 2026-03-05, and no number of seconds. Raises PydanticCustomError."""
    if day is None or (isinstance(day, str) and _WRITTEN_DAY.fullmatch(day)):
        return day
    raise PydanticCustomError("not_a_day", "不是写成 2026-03-05 这样的日期")


def _likely(day: date) -> date:
    """A day of our times. Raises PydanticCustomError."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError("unlikely_day", "不在 1900 年到 2199 年之间")
    return day


def _not_to_come(moment: datetime | date, info: ValidationInfo) -> datetime | date:
    """Nothing was published after tomorrow; clocks and time zones differ by a day at most. Raises PydanticCustomError."""
    day = moment.date() if isinstance(moment, datetime) else moment
    _likely(day)
    if (today := (info.context or {}).get("on")) and day > today + timedelta(days=1):
        raise PydanticCustomError("still_to_come", "晚于今天")
    return moment


def _report(data: dict[str, Any]) -> dict[str, Any]:
    """The JSON of an annual report: of our contract, and nothing in it that a database cannot keep."""
    if data.get("schema") != REPORT_SCHEMA:
        raise PydanticCustomError("not_a_report", "不是 gongkai.annual-report/1 格式的年度报告")
    _keepable(data, DEEPEST)
    if len(json.dumps(data)) > LARGEST_REPORT:
        raise PydanticCustomError("too_large", "太大")
    return data


def _keepable(value: Any, depth: int) -> None:
    if depth == 0:
        raise PydanticCustomError("too_deep", "层次太多")
    if isinstance(value, str):
        _writable(value)
    elif isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("no_number", "含有大得不能保存的数")
    elif isinstance(value, dict):
        for name, inner in value.items():
            _writable(name)
            _keepable(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _keepable(inner, depth - 1)


def _text(longest: int, *, shortest: int = 0) -> Any:
    said = Field(min_length=shortest, max_length=longest, strict=True)
    return Annotated[str, said, AfterValidator(_writable)]


Short = _text(60)
Named = _text(LONGEST_TITLE, shortest=1)
Address = Annotated[_text(1000, shortest=1), AfterValidator(_web)]
Day = Annotated[date, BeforeValidator(_written_day), AfterValidator(_likely)]
PastDay = Annotated[date, BeforeValidator(_written_day), AfterValidator(_not_to_come)]
Moment = Annotated[AwareDatetime, AfterValidator(_not_to_come)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[int, Field(strict=True, ge=1, le=BIGGEST)]
Place = Annotated[int, Field(strict=True, ge=0, le=BIGGEST)]


class _Said(BaseModel):
    """Something of the feed; what it says beyond the format is left out."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Instance(_Said):
    """Who speaks: the installation by the id that it gave itself."""

    id: Annotated[str, Field(pattern=rf"^{_UUID}$")]
    name: Named
    address: Address


class Page(_Said):
    """One page: who speaks, from which number on, to which, whether there is more. Its entries are judged one by one."""

    instance: Instance
    after: Place
    next: Place
    more: Annotated[bool, Field(strict=True)]
    entries: Annotated[list[Any], Field(max_length=MOST_ENTRIES)]


class OrganSaid(_Said):
    """Whose information it is."""

    code: Annotated[str, Field(pattern=r"^([0-9A-Z]{18})?$")] = ""
    name: _text(100, shortest=1)
    level: Level
    path: _text(1000) = ""


class File(_Said):
    """An attachment: what it is called, and where it lies; its bytes stay there."""

    name: _text(255, shortest=1)
    media_type: _text(120) = ""
    size: Place
    sha256: Hash
    href: Address


class OrganNamed(OrganSaid):
    """The same with the name that it has in addresses there."""

    slug: _text(100) = ""


class Wording(_Said):
    """One wording that may be looked up there."""

    number: Number
    since_on: Day
    until_on: Day | None = None
    content_hash: Hash | Literal[""] = ""
    href: Address


class Linked(_Said):
    """Another item there. Its title is not kept: it would stay here when the other one is taken down there."""

    uid: Annotated[str, Field(pattern=rf"^({_UID.pattern})?$")] = ""
    href: Address


class Explaining(Linked):
    """One that explains this one."""

    form: Short = ""


class Approval(_Said):
    """When it was approved, and which content."""

    approved_on: Day
    content_hash: Hash | Literal[""] = ""


class ItemRecord(_Said):
    """What a piece of information says: the item of our interface, of which others may leave out most."""

    title: Named
    href: Address
    id: Number | None = None
    kind: Short = ""
    organ: OrganNamed | None = None
    index_no: Short = ""
    doc_no: _text(80) = ""
    summary: _text(LONGEST_TEXT) = ""
    body: _text(LONGEST_BODY) = ""
    formed_on: Day | None = None
    effective_on: Day | None = None
    repealed_on: Day | None = None
    notice_until_on: Day | None = None
    published_on: PastDay
    changed_on: PastDay | None = None
    validity: Validity | Literal[""] = ""
    attribute: Short = "active"
    category: _text(200) = ""
    category_code: Short = ""
    subject_class: Short = ""
    form_class: Short = ""
    audience: _text(100) = ""
    five_openness: Short = ""
    source: _text(300) = ""
    keywords: _text(200) = ""
    attachments: Annotated[list[File], Field(max_length=200)] = []
    versions: Annotated[int, Field(strict=True, ge=1, le=100_000)] = 1
    wordings: Annotated[list[Wording], Field(max_length=1000)] = []
    repealed_by: Linked | None = None
    interprets: Linked | None = None
    interpretations: Annotated[list[Explaining], Field(max_length=1000)] = []
    approval: Approval | None = None
    content_hash: Hash | Literal[""] = ""

    @model_validator(mode="after")
    def _is_public(self) -> "ItemRecord":
        """What is not published by its attribute is not collected either."""
        if self.attribute != "active":
            raise PydanticCustomError("not_public", "公开属性不是主动公开")
        return self


class ReportRecord(_Said):
    """An annual report, with its figures and its text."""

    title: Named
    href: Address
    year: Annotated[int, Field(strict=True, ge=2008, le=2199)]
    data: Annotated[dict[str, Any], AfterValidator(_report)]
    sha256: Hash


Record = ItemRecord | ReportRecord


class Uid(_Said):
    """The one thing that an entry must have for anything to be said about it."""

    uid: Annotated[str, Field(pattern=rf"^{_UID.pattern}$")]
    number: Number


class Entry(Uid):
    """One thing that was published, changed, or taken down."""

    verb: Literal["put", "removed"]
    kind: Literal[(*ItemKind.values, ANNUAL_REPORT)]
    organ: OrganSaid
    at: Moment
    record: Any = None


def instance_of(uid: str) -> str:
    """The id of the installation that a uid names first; ValueError for what is no uid."""
    if not (found := _UID.fullmatch(uid)):
        raise ValueError("not a uid")
    return found[1]


def record_class(entry: Entry) -> type[ItemRecord] | type[ReportRecord]:
    """How the record of an entry is written."""
    return ReportRecord if entry.kind == ANNUAL_REPORT else ItemRecord

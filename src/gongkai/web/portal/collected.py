"""What the page of a collected thing says: where it comes from, what it is, its text, and what stays where it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString

from gongkai.web.disclosure.models import Validity
from gongkai.web.harvest.indexing import prose_of
from gongkai.web.harvest.models import Collected
from gongkai.web.ledger.sentences import day

from .item_page import Attached, Fact, Standing, body_of


@dataclass(frozen=True, slots=True)
class CollectedPage:
    """Everything that the page says; `site` is the name of the other web site."""

    row: Collected
    site: str
    summary: str
    body: SafeString
    prose: tuple[str, ...]
    facts: tuple[Fact, ...]
    standings: tuple[Standing, ...]
    attachments: tuple[Attached, ...]


def page_of(row: Collected) -> CollectedPage:
    """The page of a collected thing."""
    record = row.record
    return CollectedPage(
        row=row,
        site=urlsplit(row.href).hostname or "",
        summary=record.get("summary", ""),
        body=body_of(row.body) if row.body else SafeString(),
        prose=tuple(prose_of(record.get("data", {}))),
        facts=tuple(_facts(row)),
        standings=tuple(_standings(row)),
        attachments=tuple(
            Attached(
                file["name"],
                _kind(file["name"]),
                filesizeformat(file["size"]),
                file["href"],
            )
            for file in record.get("attachments", ())
        ),
    )


def _facts(row: Collected) -> Iterator[Fact]:
    """The statutory particulars first; what was not said is not shown."""
    record = row.record
    listed = (
        Fact("发布机构", row.organ_name),
        Fact("索引号", record.get("index_no", "")),
        Fact("文号", row.doc_no),
        Fact("年度", str(record.get("year", ""))),
        Fact("成文日期", _day(record.get("formed_on"))),
        Fact("生效日期", _day(record.get("effective_on"))),
        Fact("发布日期", _day(record.get("published_on"))),
        Fact("变更日期", _day(record.get("changed_on"))),
        Fact("目录事项", record.get("category", "")),
    )
    yield from (fact for fact in listed if fact.value)


def _standings(row: Collected) -> Iterator[Standing]:
    """Whether it was in force when it was collected."""
    if row.validity == Validity.VALID:
        yield Standing("ok", "✓", "发布机构标明：现行有效。")
    elif row.validity == Validity.AMENDED:
        yield Standing("notice", "●", "发布机构标明：已修改，请以修改后的内容为准。")
    elif row.validity:
        yield Standing("warning", "◆", f"发布机构标明：{row.get_validity_display()}，不再作为依据。")


def _day(written: str | None) -> str:
    return day(parse_date(written)) if written else ""


def _kind(name: str) -> str:
    return name.rpartition(".")[2].upper() if "." in name else "文件"

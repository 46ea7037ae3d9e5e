"""版本: every wording of a report that went into the chain or out to the public, with its notes, hashes and files."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.urls import reverse

from gongkai.engine.render.cells import cell_label, known_figure
from gongkai.engine.render.stored import stored
from gongkai.web.office.rows import Rows, code, day, link, rows
from gongkai.web.reports.former import Version, files_before
from gongkai.web.reports.models import Compilation, Edition, State

from .due import day_of

ENDINGS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "html": "网页", "json": "JSON"}
_LEADS = {
    True: "公开网站上是最后公布的一版；更早的版本保留在那里，注明更正说明。",
    False: "还没有公布的版本。",
}


def of_report(row: Compilation) -> dict[str, Any]:
    """The editions, newest first, each with what differs from the one before."""
    editions = list(row.editions.select_related("approval", "snapshot").order_by("-number"))
    is_out = any(one.published_at for one in editions)
    before = dict(pairwise(editions))
    return {
        "lead": _LEADS[is_out] if editions else "",
        "editions": [_edition(one, before.get(one), row) for one in editions],
        "former": [_former(one, row) for one in files_before(row.organ_id, row.year)],
        "back": reverse("compilations:sheet", args=[row.pk]),
    }


def _edition(one: Edition, before: Edition | None, row: Compilation) -> dict[str, Any]:
    return {
        "number": one.number,
        "stands": _stands(one, row),
        "note": one.note,
        "facts": list(_facts(one, row)),
        "reasons": _reasons(one),
        "changes": _changes(one, before) if before else None,
        "files": [
            (words, reverse("compilations:edition-file", args=[row.pk, one.number, ending]))
            for ending, words in ENDINGS.items()
        ],
    }


def _former(one: Version, row: Compilation) -> dict[str, Any]:
    """A report that was public as a file before; its pages are those of the public site, which has none of what was
    withdrawn."""
    where = [row.organ.slug, row.year, one.number]
    ways = [
        ("在公开网站上查看", reverse("portal:edition", args=where)),
        ("下载原文件", reverse("portal:edition-source", args=where)),
    ]
    end = f"{day(one.source.withdrawn_on)}撤回" if one.is_withdrawn else f"{day_of(one.until_at)}被更正"
    return {
        "number": one.number,
        "stands": f"{day_of(one.from_at)}公开，{end}",
        "note": one.note,
        "facts": [
            ("原文件", one.source.source_name),
            *_withdrawn(one),
            ("原文件的 SHA-256", code(one.sha256)),
        ],
        "files": [] if one.is_withdrawn else ways,
    }


def _withdrawn(one: Version) -> Iterator[tuple[str, str]]:
    if one.is_withdrawn:
        yield "撤回原因", one.source.withdrawn_because
        yield "公开网站", "没有这一版"


def _stands(one: Edition, row: Compilation) -> str:
    if one.published_at:
        return f"{day_of(one.published_at)}公布"
    if row.state == State.SIGNED:
        return "已批准，还没有公布"
    return "审签中" if row.state == State.UNDER_REVIEW else "没有批准，修改以后重新送审"


def _facts(one: Edition, row: Compilation) -> Iterator[tuple[str, Any]]:
    yield "签发日期", day(one.signed_on) or "还没有签发"
    if one.approval_id:
        yield "审签", link(reverse("reviews:sheet", args=[one.approval_id]), "查看审签")
    if one.snapshot:
        yield "年末的数字", f"{day_of(one.snapshot.frozen_at)}固定"
    if one.published_at:
        yield "公开页面", link(reverse("portal:report", args=[row.organ.slug, row.year]), "在公开网站上查看")
    yield "内容的 SHA-256", code(one.content_hash)
    if one.source_sha256:
        yield "公布文件的 SHA-256", code(one.source_sha256)


def _reasons(one: Edition) -> Rows | None:
    """What was given by hand, as it is published."""
    found = one.data.get("reasons") or []
    if not found:
        return None
    lines = (
        (each["name"], known_figure(each["given"]), known_figure(each["counted"]), each["reason"])
        for each in found
    )
    return rows(("数字", "填报", "台账", "理由"), lines)


def _changes(one: Edition, before: Edition) -> Rows | None:
    """The figures that differ from those of the edition before."""
    now, then = stored(one.data), stored(before.data)
    lines = [
        (cell, known_figure(then.values.get(cell)), known_figure(value))
        for cell, value in now.values.items()
        if value != then.values.get(cell)
    ]
    named = [(cell_label(now.form, cell), *rest) for cell, *rest in lines]
    return rows(("数字", f"第{before.number}版", f"第{one.number}版"), named) if named else None

"""The page of a file that is redacted: one sheet with its boxes, what is marked and suggested there, and what is still to do."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from gongkai.web.applications.models import Redaction, RedactionState
from gongkai.web.applications.redaction import files as redactions
from gongkai.web.applications.redaction.files import LEFT, TAKEN, WAITING, Kept

from .lists import HOME

_LOOKED_AT = {WAITING: "还没有看", TAKEN: "已经遮盖", LEFT: "决定不遮盖"}
_PERCENT = 100
_LONGEST_LIST = 200


def page_of(redaction: Redaction, number: int) -> dict[str, Any]:
    """What the template shows of one page."""
    total = len(redaction.sizes)
    number = min(max(number, 1), total)
    place = [redaction.application_id, redaction.pk]
    sheet, case = reverse("applications:redaction", args=place), redaction.application
    width, height = redaction.sizes[number - 1]
    return {
        "redaction": redaction,
        "title": f"区分处理：{redaction.source.name}",
        "breadcrumbs_items": _crumbs(redaction),
        "back": reverse("applications:sheet", args=[case.pk]),
        "draft": reverse("applications:draft", args=[case.pk]),
        "page": number,
        "total": total,
        "width": width,
        "height": height,
        "picture": reverse("applications:redaction-page", args=[*place, number]),
        "is_silent": number in redaction.silent,
        "before": f"{sheet}?page={number - 1}" if number > 1 else "",
        "after": f"{sheet}?page={number + 1}" if number < total else "",
        "pages": [(f"{sheet}?page={one}", one, told) for one, told in _pages_with_something(redaction)],
        "marks": [one for one in _marks(redaction) if one["page"] == number],
        "suggestions": [one for one in _suggestions(redaction) if one["page"] == number],
        "again": [_places(redaction, one) for one in redaction.standing if one["page"] == number],
        "grounds": [
            (code, f"{one.basis[0]}：{one.name.partition('：')[2]}")
            for code, one in redactions.grounds().items()
        ],
        "reasons": sorted({one["reason"] for one in redaction.marks} - {""}),
        "whats": _whats(redaction),
        "last": redaction.marks[-1] if redaction.marks else {},
    } | _standing(redaction, sheet)


def _standing(redaction: Redaction, sheet: str) -> dict[str, Any]:
    """How far it is, and what is missing before the file can be made."""
    is_gone = redaction.source.destroyed_on is not None
    return {
        "is_gone": is_gone,
        "is_bound": redactions.is_bound(redaction),
        "is_making": redaction.state == RedactionState.MAKING,
        "is_current": redactions.is_current(redaction),
        "is_long": redactions.is_long(redaction),
        "seconds": redactions.seconds(redaction),
        "count": len(redaction.marks),
        "unready": redactions.numbered(redactions.unready(redaction)),
        "unnamed": redactions.numbered(redactions.unnamed(redaction)),
        "waiting": redactions.waiting(redaction),
        "readable": list(_readable(redaction, sheet)),
        "has_draft": redactions.has_draft(redaction.application),
        "standing": list(_standing_by_page(redaction, sheet)),
        "result": _result(redaction),
        "untold": _untold(redaction),
    }


def _readable(redaction: Redaction, sheet: str) -> Iterator[dict[str, Any]]:
    """What would still be read in the file that is made, each with the address of its page."""
    for one in redactions.readable(redaction)[:_LONGEST_LIST]:
        yield {**one, "word": _LOOKED_AT[one["looked_at"]], "address": f"{sheet}?page={one['page']}"}


def _whats(redaction: Redaction) -> list[str]:
    """What officers have called the content they withheld, the last first; what detectors named is not theirs."""
    named = {one["name"] for one in redaction.suggestions}
    words = [mark.get("what", "") for mark in reversed(redaction.marks)]
    return [what for what in dict.fromkeys(words) if what and what not in named]


def _standing_by_page(redaction: Redaction, sheet: str) -> Iterator[tuple[int, int, int, str]]:
    """For each number the pages on which the same still stands: how often, and the address of the page."""
    counted = Counter((one["number"], one["page"]) for one in redaction.standing)
    for (number, page), times in sorted(counted.items())[:_LONGEST_LIST]:
        yield number, page, times, f"{sheet}?page={page}"


def _result(redaction: Redaction) -> tuple[str, str] | None:
    """The name and address of what was made, while it lies in the file."""
    made = redaction.result
    if made is None or made.destroyed_on is not None:
        return None
    return made.name, reverse("applications:paper", args=[redaction.application_id, made.pk])


def _untold(redaction: Redaction) -> list[dict[str, str]]:
    """What was withheld and must still be written into the reply, while that can be changed."""
    is_open = redactions.is_current(redaction) and not redactions.is_bound(redaction)
    reply = redaction.result.reply if is_open else None
    return redactions.untold(reply) if reply else []


def _crumbs(redaction: Redaction) -> list[dict[str, str]]:
    case = redaction.application
    return [
        HOME,
        {"url": reverse("applications:index"), "label": "申请登记册"},
        {"url": reverse("applications:sheet", args=[case.pk]), "label": f"{case} {case.title}"},
        {"url": reverse("applications:redact", args=[case.pk]), "label": "区分处理"},
    ]


def _marks(redaction: Redaction) -> Iterator[dict[str, Any]]:
    for number, mark in enumerate(redaction.marks, 1):
        is_ready = bool(mark["code"] and mark["reason"])
        yield {**mark, "number": number, "is_ready": is_ready, "places": _places(redaction, mark)}


def _suggestions(redaction: Redaction) -> Iterator[dict[str, Any]]:
    for place, one in enumerate(redaction.suggestions):
        said = {
            "place": place,
            "word": _LOOKED_AT[one["looked_at"]],
            "is_waiting": one["looked_at"] == WAITING,
        }
        yield {**one, **said, "places": _places(redaction, one)}


def _places(redaction: Redaction, kept: Kept) -> list[dict[str, str]]:
    """Where its boxes lie on the picture, as style sheets say it: in hundredths of the page, with a point."""
    width, height = redaction.sizes[kept["page"] - 1]
    return [
        {
            "left": f"{left / width * _PERCENT:.3f}",
            "top": f"{top / height * _PERCENT:.3f}",
            "width": f"{(right - left) / width * _PERCENT:.3f}",
            "height": f"{(bottom - top) / height * _PERCENT:.3f}",
        }
        for left, top, right, bottom in kept["boxes"]
    ]


def _pages_with_something(redaction: Redaction) -> Iterator[tuple[int, str]]:
    """Pages on which something is marked or suggested, or on which a machine reads nothing, in their order."""
    for page in range(1, len(redaction.sizes) + 1):
        marked = sum(one["page"] == page for one in redaction.marks)
        waits = sum(one["page"] == page and one["looked_at"] == WAITING for one in redaction.suggestions)
        told = [
            *([f"标记{marked}处"] if marked else []),
            *([f"建议{waits}处"] if waits else []),
            *(["扫描，须人工看"] if page in redaction.silent else []),
        ]
        if told:
            yield page, "，".join(told)

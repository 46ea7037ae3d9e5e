"""Marks as they are kept with a file: their order and numbers, what is still missing, and what the letter says of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import PurePath
from typing import Any

from gongkai.engine.redaction import Again, Box, Ground, Mark, Suggestion, Withheld
from gongkai.engine.redaction.marks import order_of
from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.outcomes import Outcome, OutcomeGroup
from gongkai.kernel.problems import Refused
from gongkai.kernel.remedies import RemedyCode
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.models import Application, Redaction, RedactionState, Reply

Kept = Mapping[str, Any]  # a mark or a suggestion as the database holds it
MOST_MARKS, MOST_BOXES, LONGEST_REASON, LONGEST_WHAT = 2000, 50, 300, 60
LONG = 40  # pages: more take so long that they are made in the background
_SECONDS = 0.3  # a page, on a small machine that has other things to do
_LEAST = 2.0  # points: a smaller box is a slip of the hand
WAITING, TAKEN, LEFT = "waiting", "taken", "left"


@dataclass(frozen=True, slots=True)
class Marked:
    """What is to be withheld, and which of the suggestions were looked at, one word for each in their order."""

    marks: Sequence[Kept]
    looked_at: Sequence[str]


def grounds() -> Mapping[str, Outcome]:
    """Why a part of a file may be withheld, by code: the results that rest on Art. 14 to 16, which go to review first."""
    return {
        code: one
        for code, one in outcome_law().outcomes.items()
        if one.group is OutcomeGroup.DENIED and one.remedy is RemedyCode.REVIEW_FIRST
    }


def article_of(code: str) -> str:
    """The article that is printed in a box; empty while no ground was chosen."""
    known = grounds().get(code)
    return known.basis[0] if known else ""


def kept_mark(page: int, boxes: Iterable[Box], *, code: str, reason: str, what: str = "") -> Kept:
    """A mark as it is kept; `what` tells in a few words what kind of content it withholds."""
    placed = [list(asdict(box).values()) for box in boxes]
    said = {"code": code, "article": article_of(code), "reason": reason, "what": what}
    return {"page": page, "boxes": placed} | said


def kept_suggestion(one: Suggestion) -> Kept:
    """A suggestion as it is kept; of what was found only the ends."""
    told = {"name": one.name, "why": one.why, "found": one.found, "looked_at": WAITING}
    return {"page": one.page, "line": one.line, "boxes": _plain(one.boxes)} | told


def kept_again(one: Again, marks: Sequence[Kept]) -> Kept:
    """Where something stands once more that a mark withholds, with that mark's ground."""
    of = marks[one.number - 1]
    again = {"number": one.number, "code": of["code"], "article": of["article"], "reason": of["reason"]}
    return {"page": one.page, "boxes": _plain(one.boxes)} | again | {"what": _what(of)}


def kept_withheld(one: Withheld, marks: Sequence[Kept]) -> Kept:
    """A line of what was withheld, as it was made of these marks."""
    said = {"code": one.ground.code, "article": one.ground.article, "reason": one.ground.reason}
    said["what"] = _what(marks[one.number - 1])
    return {"number": one.number, "page": one.page, "characters": one.characters} | said


def _plain(boxes: Iterable[Box]) -> list[list[float]]:
    return [[round(side, 2) for side in asdict(box).values()] for box in boxes]


def mark_of(kept: Kept) -> Mark:
    """A kept mark as the engine takes it."""
    ground = Ground(kept["code"], kept["article"], kept["reason"])
    return Mark(kept["page"], tuple(Box(*box) for box in kept["boxes"]), ground)


def ordered(redaction: Redaction, marks: Iterable[Kept]) -> list[Kept]:
    """Marks that hold, in the order of the numbers that their boxes will show. Raises Refused."""
    held = [_held(redaction, mark) for mark in marks]
    if len(held) > MOST_MARKS:
        raise Refused(f"一个文件最多标记{MOST_MARKS}处。", "请把文件拆成几个，分别处理。")
    return sorted(held, key=lambda mark: order_of(mark_of(mark)))


def _what(kept: Kept) -> str:
    """What kind of content a mark withholds; marks of old did not tell."""
    return kept.get("what", "")


def _held(redaction: Redaction, mark: Kept) -> Kept:
    """A mark whose boxes lie on its page, and whose ground and reason are ones of ours. Raises Refused."""
    page, boxes = mark["page"], mark["boxes"]
    if not 1 <= page <= len(redaction.sizes) or not 1 <= len(boxes) <= MOST_BOXES:
        raise Refused("有一处标记不在文件的页上。", "请重新划出要遮盖的地方。")
    width, height = redaction.sizes[page - 1]
    fitted = [_fitted(Box(*box), width, height) for box in boxes]
    code, reason = mark["code"], mark["reason"].strip()
    if code and code not in grounds():
        raise Refused("没有这种不予公开的依据。", "请从列出的依据中选择。")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"理由最多写{LONGEST_REASON}个字。", "请写明要点。")
    what = " ".join(_what(mark).split())
    if len(what) > LONGEST_WHAT:
        raise Refused(f"遮盖的是什么，最多写{LONGEST_WHAT}个字。", "请写明是哪一类内容，不写内容本身。")
    return kept_mark(page, fitted, code=code, reason=reason, what=what)


def _fitted(box: Box, width: float, height: float) -> Box:
    fitted = Box(
        round(max(box.left, 0), 2),
        round(max(box.top, 0), 2),
        round(min(box.right, width), 2),
        round(min(box.bottom, height), 2),
    )
    # What is no number is neither larger nor smaller than anything.
    if not (fitted.right - fitted.left >= _LEAST and fitted.bottom - fitted.top >= _LEAST):
        raise Refused("划出的地方太小，或者不在页面上。", "请重新划出要遮盖的地方。")
    return fitted


def unready(redaction: Redaction) -> list[int]:
    """The numbers of the marks that have no ground or no reason yet."""
    return [
        number for number, mark in enumerate(redaction.marks, 1) if not mark["code"] or not mark["reason"]
    ]


def unnamed(redaction: Redaction) -> list[int]:
    """The numbers of the marks of which the letter could not say what kind of content they withhold."""
    return [number for number, mark in enumerate(redaction.marks, 1) if not _what(mark)]


def readable(redaction: Redaction) -> list[Kept]:
    """What looks like a number of a person and no mark covers: it would still be read in what is made."""
    marks = [(mark["page"], box) for mark in redaction.marks for box in mark["boxes"]]
    return [
        one
        for one in redaction.suggestions
        if not all(any(page == one["page"] and _holds(by, box) for page, by in marks) for box in one["boxes"])
    ]


def _holds(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the middle of the line of a box lies under another from end to end."""
    middle = (other[1] + other[3]) / 2
    is_along = one[0] <= other[0] + _LEAST and other[2] - _LEAST <= one[2]
    return is_along and one[1] <= middle <= one[3]


def waiting(redaction: Redaction) -> int:
    """How many suggestions nobody has looked at."""
    return sum(one["looked_at"] == WAITING for one in redaction.suggestions)


def has_draft(application: Application) -> bool:
    """Whether there is a reply with which a file can go out: written, and not signed."""
    last = application.replies.order_by("round").last()
    return last is not None and last.signed_on is None


def is_long(redaction: Redaction) -> bool:
    """Whether the file is made in the background."""
    return len(redaction.sizes) > LONG


def seconds(redaction: Redaction) -> int:
    """About how long it takes to make the file."""
    return max(2, round(len(redaction.sizes) * _SECONDS))


def is_current(redaction: Redaction) -> bool:
    """Whether what was made is of these marks and still lies in the file."""
    made = redaction.state == RedactionState.MADE
    return made and redaction.result is not None and redaction.result.destroyed_on is None


def is_bound(redaction: Redaction) -> bool:
    """Whether what was made went into a reply that is signed: nothing of it changes any more."""
    result = redaction.result
    is_there = result is not None and result.destroyed_on is None and result.reply is not None
    return is_there and result.reply.signed_on is not None


def made_for(reply: Reply) -> list[Redaction]:
    """What was made to go out with a reply, in the order of its annexes."""
    made = Redaction.objects.filter(result__reply=reply, result__destroyed_on=None)
    return list(made.select_related("result", "source").order_by("result_id"))


def unfinished(application: Application) -> list[Redaction]:
    """Files of a case whose marks were changed since they were made, or of which nothing was made yet."""
    begun = application.redactions.filter(source__destroyed_on=None).exclude(state=RedactionState.MADE)
    begun = begun.exclude(marks=[])
    return list(begun.select_related("source", "result").order_by("pk"))


def withheld_of(reply: Reply) -> list[dict[str, str]]:
    """What the files of a reply withhold, for the letter: `about`, `basis` and `reason`, by file, ground and reason; the
    numbers are those in the boxes."""
    return [row for one in made_for(reply) for row in _rows(one.result.name, one.withheld)]


def withheld_in(application: Application) -> list[dict[str, str]]:
    """The same before anything is made, of the marks as they are: for a letter that is drafted first."""
    rows: list[dict[str, str]] = []
    for one in unfinished(application):
        lines = [{**mark, "number": number} for number, mark in enumerate(one.marks, 1)]
        rows += _rows(name_of_result(one), [line for line in lines if line["code"] and line["reason"]])
    return rows


def left_open(reply: Reply) -> list[str]:
    """Sentences on what must be settled before a reply is signed: files whose marks are newer than what was made of them,
    and what was withheld of which neither its result nor its words tell."""
    begun = [f"“{one.source.name}”的标记还没有生成文件" for one in unfinished(reply.application)]
    whole = ["随答复提供的文件有遮盖，办理结果应当是部分公开"] if _is_whole(reply) else []
    return [*begun, *whole, *(f"{row['about']}没有写进答复" for row in untold(reply))]


def _is_whole(reply: Reply) -> bool:
    """A file goes out with parts of it blacked out, and the answer does not say so (Art. 37)."""
    return reply.outcome != OutcomeCode.PARTIAL and bool(withheld_of(reply))


def untold(reply: Reply) -> list[dict[str, str]]:
    """What its files withhold of which the letter does not say a word: a row may be put in words of one's own, as long as
    it names the places."""
    said = "\n".join([reply.text, *_words(reply.told)])
    every = [one for made in made_for(reply) for one in _placed(made.result.name, made.withheld)]
    return [row for place, row in every if not re.search(rf"{re.escape(place)}(?![\d至、])", said)]


def _words(told: Any) -> Iterator[str]:
    """Everything that was told, list by list and word by word."""
    if isinstance(told, str):
        yield told
    for part in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _words(part)


def name_of_result(redaction: Redaction) -> str:
    """What the file is called that is made of it."""
    stem = PurePath(redaction.source.name).stem.removesuffix("（打印件）")
    return f"{stem}（区分处理）.pdf"


def _rows(name: str, withheld: Iterable[Kept]) -> Iterator[dict[str, str]]:
    return (row for _place, row in _placed(name, withheld))


def _placed(name: str, withheld: Iterable[Kept]) -> Iterator[tuple[str, dict[str, str]]]:
    """For each ground and reason the places, and the row of the letter: what was withheld there, and why."""
    known = grounds()
    lines = sorted(withheld, key=lambda one: (one["code"], one["reason"], one["number"]))
    for (code, reason), several in groupby(lines, key=lambda one: (one["code"], one["reason"])):
        same = list(several)
        numbers = numbered([one["number"] for one in same])
        pages = numbered(sorted({one["page"] for one in same}))
        place = f"《{name}》第{pages}页编号{numbers}"
        about = f"{_kinds(same)}（{place}，共{len(same)}处）"
        row = {"about": about, "basis": "、".join(known[code].basis), "reason": f"{reason.rstrip('。')}。"}
        yield place, row


def _kinds(withheld: Sequence[Kept]) -> str:
    """居民身份证号码、手机号码: what kinds of content these are, each once."""
    named = list(dict.fromkeys(filter(None, map(_what, withheld))))
    if all(map(_what, withheld)):
        return "、".join(named)
    return f"{'、'.join(named)}和其他内容" if named else "部分内容"


def numbered(numbers: Sequence[int]) -> str:
    """1至3、5: numbers that follow one another as a range."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return "、".join(f"{part[0]}至{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)

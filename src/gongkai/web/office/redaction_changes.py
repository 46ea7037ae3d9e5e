"""What the page of a file that is redacted sends: each button becomes a change of the marks, or an act."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.http import QueryDict

from gongkai.engine.redaction import Box, find_text, text_in
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions import redacting
from gongkai.web.applications.models import Redaction
from gongkai.web.applications.redaction import files as redactions
from gongkai.web.applications.redaction.files import LEFT, TAKEN, WAITING, Kept, Marked, kept_mark
from gongkai.web.foundations import files

_LONGEST = 100  # characters of a text that is looked for
_SIDES = 4


def carry_out(redaction: Redaction, said: QueryDict, *, by: Viewer, at: datetime) -> Redaction:
    """Do what the button says; the file whose page is shown afterwards. Raises Problem."""
    do, version = said.get("do", ""), _number(said.get("version", ""))
    if do in _CHANGES:
        marked = _CHANGES[do](redaction, said)
        return redacting.mark(redaction, marked, version=version, by=by, at=at)
    if do == "make":
        make = redacting.order if redactions.is_long(redaction) else redacting.make
        because = said.get("kept_because", "")
        return make(redaction, version=version, kept_because=because, by=by, at=at)
    if do == "undo":
        return redacting.undo(redaction, version=version, by=by, at=at)
    if do in _ACTS:
        return _ACTS[do](redaction, by=by, at=at)
    raise Refused("没有这个按钮。", "请从页面上的按钮中选择。")


def _draw(redaction: Redaction, said: QueryDict) -> Marked:
    """A place was drawn: over text the characters are taken whole, line by line."""
    page, box = _number(said.get("page", "")), _box(said.get("box", ""))
    lines = text_in(_source(redaction), box, page=page) if said.get("how") == "text" else ()
    return _more(redaction, [_mark(said, page, lines or (box,))])


def _find(redaction: Redaction, said: QueryDict) -> Marked:
    """Everywhere, or on one page, where a text stands that is not marked yet."""
    text, only = said.get("text", "").strip(), said.get("only", "")
    if not text or len(text) > _LONGEST:
        raise Refused(f"要标记的文字没有写，或者超过{_LONGEST}个字。", "请照文件上的写法填写。")
    places = find_text(_source(redaction), text)
    wanted = [_mark(said, page, boxes) for page, boxes in places if not only or page == _number(only)]
    if not wanted:
        raise Refused("没有找到这些文字。", "请核对写法和页码；扫描件上的文字读不出来，请在页面上划出来。")
    known = {_place(mark) for mark in redaction.marks}
    return _more(redaction, [mark for mark in wanted if _place(mark) not in known])


def _take(redaction: Redaction, said: QueryDict) -> Marked:
    """Suggestions become marks."""
    taken = _suggested(redaction, said)
    marks = [
        {**_mark(said, one["page"], _boxes(one)), "what": one["name"]}
        for one in map(redaction.suggestions.__getitem__, taken)
    ]
    return _more(redaction, marks, looked_at=dict.fromkeys(taken, TAKEN))


def _take_all(redaction: Redaction, said: QueryDict) -> Marked:
    """Every suggestion that nobody has looked at, on all pages."""
    chosen = said.copy()
    waiting = (place for place, one in enumerate(redaction.suggestions) if one["looked_at"] == WAITING)
    chosen.setlist("suggestion", [str(place) for place in waiting])
    return _take(redaction, chosen)


def _leave(redaction: Redaction, said: QueryDict) -> Marked:
    """Suggestions that are not followed."""
    return _more(redaction, (), looked_at=dict.fromkeys(_suggested(redaction, said), LEFT))


def _ground(redaction: Redaction, said: QueryDict) -> Marked:
    """One ground and one reason for several marks; what was suggested keeps the name of what it is."""
    chosen = _chosen(redaction, said)
    told = {"code": said.get("code", ""), "reason": said.get("reason", "")}
    named = {_place(one): one["name"] for one in redaction.suggestions}
    what = said.get("what", "").strip()
    marks = [
        {**mark, **told, "what": named.get(_place(mark)) or what or mark.get("what", "")}
        if number in chosen
        else mark
        for number, mark in enumerate(redaction.marks, 1)
    ]
    return Marked(marks, _looked_at(redaction))


def _ground_all(redaction: Redaction, said: QueryDict) -> Marked:
    """The same for all marks that have no ground or reason yet."""
    chosen = said.copy()
    chosen.setlist("mark", [str(number) for number in redactions.unready(redaction)])
    return _ground(redaction, chosen)


def _remove(redaction: Redaction, said: QueryDict) -> Marked:
    """Marks that go; what was suggested there is to be looked at again."""
    chosen = _chosen(redaction, said)
    marks = [mark for number, mark in enumerate(redaction.marks, 1) if number not in chosen]
    gone = {_place(mark) for number, mark in enumerate(redaction.marks, 1) if number in chosen}
    again = [place for place, one in enumerate(redaction.suggestions) if _place(one) in gone]
    words = [WAITING if n in again else word for n, word in enumerate(_looked_at(redaction))]
    return Marked(marks, words)


def _again(redaction: Redaction, _said: QueryDict) -> Marked:
    """Wherever the last attempt found what was marked standing once more."""
    return _more(redaction, redaction.standing)


_CHANGES: Mapping[str, Callable[[Redaction, QueryDict], Marked]] = {
    "draw": _draw,
    "find": _find,
    "take": _take,
    "take-all": _take_all,
    "leave": _leave,
    "ground": _ground,
    "ground-all": _ground_all,
    "remove": _remove,
    "again": _again,
}
_ACTS: Mapping[str, Callable[..., Redaction]] = {"renew": redacting.renew, "drop": redacting.drop}


def _more(
    redaction: Redaction, marks: Iterable[Kept], *, looked_at: Mapping[int, str] | None = None
) -> Marked:
    told = looked_at or {}
    words = [told.get(place, word) for place, word in enumerate(_looked_at(redaction))]
    return Marked([*redaction.marks, *marks], words)


def _looked_at(redaction: Redaction) -> list[str]:
    return [one["looked_at"] for one in redaction.suggestions]


def _mark(said: QueryDict, page: int, boxes: Iterable[Box]) -> Kept:
    told = {name: said.get(name, "") for name in ("code", "reason", "what")}
    return kept_mark(page, boxes, **told)


def _boxes(kept: Kept) -> list[Box]:
    return [Box(*box) for box in kept["boxes"]]


def _place(mark: Kept) -> tuple[int, str]:
    """Where a mark lies, to a point: the same text found twice is marked once."""
    return mark["page"], str([[round(side) for side in box] for box in mark["boxes"]])


def _chosen(redaction: Redaction, said: QueryDict) -> set[int]:
    """The numbers of the marks that were ticked. Raises Refused when there are none."""
    chosen = {_number(one) for one in said.getlist("mark")}
    if not chosen or max(chosen) > len(redaction.marks):
        raise Refused("没有选中已标记的地方。", "请先在列表中勾选。")
    return chosen


def _suggested(redaction: Redaction, said: QueryDict) -> list[int]:
    """The places of the suggestions that were ticked and are still to be looked at. Raises Refused when there are none."""
    ticked = {_number(one) for one in said.getlist("suggestion")}
    known = [
        place
        for place, one in enumerate(redaction.suggestions)
        if place in ticked and one["looked_at"] != TAKEN
    ]
    if not known:
        raise Refused("没有选中建议遮盖的地方。", "请先在列表中勾选；已经遮盖的不必再选。")
    return known


def _source(redaction: Redaction) -> bytes:
    if redaction.source.kept is None:
        raise Refused("这份原件已经撤下或者销毁。", "需要处理的，请重新上传。")
    return files.read(redaction.source.kept)


def _number(text: str) -> int:
    """A number as a form sends it. Raises Refused."""
    if not (text.isdecimal() and len(text) < len("1000000")):
        raise Refused("页码或者编号不是数字。", "请回到页面再办理。")
    return int(text)


def _box(text: str) -> Box:
    """Left, top, right and bottom in points, as the page's script sends them. Raises Refused."""
    try:
        left, top, right, bottom = (float(side) for side in text.split(",", _SIDES - 1))
    except ValueError:
        raise Refused("没有收到划出的地方。", "请重新划出要遮盖的地方。") from None
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))

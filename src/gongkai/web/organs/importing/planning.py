"""Judges a list of organs against those that stand: the dry run. It writes nothing."""

from gongkai.engine.intake import Source
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotYourDuty

from .columns import BY_FIELD, PARENT, told
from .drafts import Draft, drafts
from .plans import Change, Plan, PlannedRow, Verdict
from .sheet import read
from .standing import Standing
from .tree import Above, above_all, depth_of, refuse_circles, refuse_levels, settle_parents


def plan(source: Source, *, by: Viewer) -> Plan:
    """What the list would do, row by row. Raises a Problem when the file holds no list."""
    sheet = read(source)
    standing = Standing.now()
    rows = drafts(sheet.rows, standing)
    settle_parents(rows, standing)
    above = above_all(rows, standing)
    refuse_circles(rows, above)
    refuse_levels(rows, standing, above)
    for draft in rows:
        _refuse_foreign(draft, standing, by=by)
    planned = tuple(_planned(draft, standing, above) for draft in rows)
    return Plan(planned, file=source.sha256, state=standing.state, unread=sheet.unread)


def _refuse_foreign(draft: Draft, standing: Standing, *, by: Viewer) -> None:
    """Refuse what lies outside the ground that whoever takes the list in keeps in order."""
    parent = standing.by_slug.get(draft.parent or "")
    paths = [draft.organ.path] if draft.organ else []
    is_top = not (draft.parent or draft.values.get(PARENT))
    stays = draft.organ is not None and draft.parent == standing.slug_above(draft.organ)
    if (parent or is_top) and not stays:  # a parent that comes with the list is judged in its own row
        paths.append(parent.path if parent else "")
    try:
        for path in paths:
            by.must_hold("admin", path=path)
    except NotYourDuty:
        draft.refuse("这个机关不在您管理的范围内。", "请由管理它的系统管理员办理，或者删去这一行。")


def _planned(draft: Draft, standing: Standing, above: Above) -> PlannedRow:
    values = {name: value for name, value in draft.values.items() if name != PARENT}
    changes = _changes(draft, values, standing)
    if draft.faults:
        verdict = Verdict.REFUSED
    elif draft.organ is None:
        verdict = Verdict.NEW
    else:
        verdict = Verdict.CHANGED if changes else Verdict.UNCHANGED
    return PlannedRow(
        line=draft.line,
        name=draft.name,
        slug=draft.slug,
        verdict=verdict,
        organ=draft.organ.pk if draft.organ else None,
        parent=draft.parent or "",
        depth=depth_of(draft.slug, above),
        values=values,
        changes=changes,
        faults=tuple(draft.faults),
    )


def _changes(draft: Draft, values: dict[str, object], standing: Standing) -> tuple[Change, ...]:
    """What differs from the organ that stands; nothing for a new one, and none of a row that is refused."""
    organ = draft.organ
    if organ is None or draft.faults:
        return ()
    changes = [
        Change(BY_FIELD[name].heading, told(name, getattr(organ, name)), told(name, value))
        for name, value in values.items()
        if value != getattr(organ, name)
    ]
    if draft.parent != standing.slug_above(organ):
        over, after = standing.by_id.get(organ.parent_id), standing.by_slug.get(draft.parent)
        before = over.name if over else "（空）"
        changes.append(Change(BY_FIELD[PARENT].heading, before, after.name if after else str(draft.parent)))
    return tuple(changes)

"""Where the organs of a list will stand: each below one that is there or comes with the list, in no circle."""

from collections import Counter
from collections.abc import Mapping

from gongkai.web.organs.levels import ADVICE, level_fault

from .columns import PARENT
from .drafts import Draft
from .standing import Standing

Above = Mapping[str, str | None]  # from an address name to that of the organ above


def settle_parents(drafts: list[Draft], standing: Standing) -> None:
    """Find the organ above each row by its name, its address name or its short name."""
    by_name = _names(drafts, standing)
    for draft in drafts:
        wanted = draft.values.get(PARENT)
        if not wanted:
            draft.parent = standing.slug_above(draft.organ) if draft.organ else None
        elif found := by_name.get(wanted):
            draft.parent = found
            organ = standing.by_slug.get(found)
            if organ and not organ.is_active:
                draft.refuse(
                    f"上级机关“{organ.name}”{organ.get_status_display()}。", "请改填承接其职能的机关。"
                )
        else:
            draft.refuse(
                f"没有找到上级机关“{wanted}”。", "请填它的全称；它也是新机关的，请在名册中为它加一行。"
            )


def _names(drafts: list[Draft], standing: Standing) -> dict[str, str]:
    """From what a row may call an organ to its address name; a full name counts before a short one."""
    short = [(draft.values["short_name"], draft.slug) for draft in drafts if draft.values.get("short_name")]
    short += [(name, organ.slug) for name, organs in standing.by_short_name.items() for organ in organs]
    means = Counter(name for name, _ in set(short))
    names = {name: slug for name, slug in short if means[name] == 1}
    names |= {slug: slug for slug in standing.by_slug}
    names |= {draft.slug: draft.slug for draft in drafts if draft.slug}
    names |= {name: organ.slug for name, organ in standing.by_name.items()}
    return names | {draft.name: draft.slug for draft in drafts if draft.name and draft.slug}


def above_all(drafts: list[Draft], standing: Standing) -> dict[str, str | None]:
    """Every organ with the one above it, as they will stand."""
    above: dict[str, str | None] = {
        organ.slug: standing.slug_above(organ) for organ in standing.by_id.values()
    }
    return above | {draft.slug: draft.parent for draft in drafts if draft.slug}


def refuse_circles(drafts: list[Draft], above: Above) -> None:
    """Refuse the rows of which each stands, in the end, below itself."""
    names = {draft.slug: draft.name for draft in drafts}
    for circle in _circles(above):
        for draft in drafts:
            if draft.slug in circle:
                at = circle.index(draft.slug)
                way = [names.get(slug, slug) for slug in (*circle[at:], *circle[: at + 1])]
                draft.refuse(f"上级机关绕成了一圈：{' → '.join(way)}。", "请核对这几行的上级机关。")


def refuse_levels(drafts: list[Draft], standing: Standing, above: Above) -> None:
    """Refuse the rows after which an organ would be of a higher level than the one above it."""
    rows = {draft.slug: draft for draft in drafts if draft.slug}
    will_be = {organ.slug: (organ.name, organ.level) for organ in standing.by_id.values() if organ.is_active}
    for slug, draft in rows.items():
        level = draft.values.get("level") or (draft.organ.level if draft.organ else None)
        if level:
            will_be[slug] = draft.name, level
    for slug, over in above.items():
        row = rows.get(slug) or rows.get(over)
        if row is None or slug not in will_be or over not in will_be:
            continue
        (name, level), (over_name, over_level) = will_be[slug], will_be[over]
        if fault := level_fault(name, level, over=over_name, over_level=over_level):
            row.refuse(fault, ADVICE)


def _circles(above: Above) -> list[tuple[str, ...]]:
    """Every circle once: each organ is walked over a single time."""
    done: set[str] = set()
    circles = []
    for start in above:
        way: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in way:
            way[at] = None
            at = above.get(at)
        if at is not None and at in way:
            walked = list(way)
            circles.append(tuple(walked[walked.index(at) :]))
        done.update(way)
    return circles


def depth_of(slug: str, above: Above) -> int:
    """How many organs stand above; for one below a circle, more than there are organs."""
    depth, at = 0, above.get(slug)
    while at is not None and depth <= len(above):
        depth, at = depth + 1, above.get(at)
    return depth

"""How organs are named wherever something is theirs."""

from gongkai.web.organs.models import Organ


def organ_named(*, slug: str, code: str, name: str, level: str, path: str) -> dict[str, str]:
    """An organ in few words, also one that is not ours."""
    return {"slug": slug, "code": code, "name": name, "level": level, "path": path}


def of(organ: Organ) -> dict[str, str]:
    """An organ of ours in few words."""
    return organ_named(slug=organ.slug, code=organ.code, name=organ.name, level=organ.level, path=organ.path)

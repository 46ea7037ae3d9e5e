"""Which wordings of an item everybody may still look up."""

from collections.abc import Iterable

from .models import Release


def unbroken(releases: Iterable[Release]) -> list[Release]:
    """Of an item's releases, the last one first, those that followed one another up to the present one.

    What was public before a withdrawal stays withdrawn, also when the item is published anew: it may have been taken
    down for what it said.
    """
    chain: list[Release] = []
    for release in releases:
        if release.ended_at != (chain[-1].at if chain else None):
            break
        chain.append(release)
    return chain

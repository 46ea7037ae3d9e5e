"""What a version says, in words and with its labels: the same for whoever signs it, wherever and on whatever he reads."""

from datetime import date

from gongkai.engine.content import plain_text
from gongkai.lawbook.chains import review_law
from gongkai.web.ledger.sentences import day

from .models import Version
from .models.version import CONTENT

# Drawn by themselves: the heading, and the page below it.
APART = ("title", "body")


def words_of(version: Version) -> tuple[tuple[str, str], ...]:
    """Label and words of everything that a version says beside its title and its body, in the order of the sheet."""
    told = ((label_of(name), in_words(version, name)) for name in CONTENT if name not in APART)
    return tuple((label, words) for label, words in told if words)


def label_of(name: str) -> str:
    """What a part of a version is called."""
    return str(Version._meta.get_field(name).verbose_name)


def in_words(version: Version, name: str) -> str:
    """One part of what a version says, as people write it; empty where it says nothing."""
    said = getattr(version, name)
    if name == "body":
        return plain_text(said)
    if name == "attribute":
        return version.get_attribute_display()
    if name == "reason_code":
        return review_law().reasons[said].name if said else ""
    if name == "five_openness":
        return version.get_five_openness_display()
    return day(said) if isinstance(said, date) else said or ""

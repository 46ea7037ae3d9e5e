"""A reply that goes out with a redacted file, and says what is withheld in it."""

from gongkai.web.applications.models import Reply
from gongkai.web.applications.redaction.files import withheld_of

from .bureau import told_for


def telling(bureau, reply) -> Reply:
    """The draft once more: it says what the files withhold, and is a partial answer."""
    codes = ("O02", "O10")
    told = told_for(codes) | {"withheld": withheld_of(reply)}
    return bureau.draft(reply.application, *codes, told=told)

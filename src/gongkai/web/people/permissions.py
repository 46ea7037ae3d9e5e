"""Which duty opens which of the library's screens: data. What may be done there, the actions ask for themselves."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_KEEPS_THE_ROSTER = ("admin",)
_PUBLISHES = ("clerk", "publisher", "office_head")

# "app.verb_model" as Django spells it → the duties that open it. "*" is any duty at all.
PERMISSIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "wagtailadmin.access_admin": ("*",),
        "organs.add_organ": _KEEPS_THE_ROSTER,
        "organs.change_organ": _KEEPS_THE_ROSTER,
        "organs.delete_organ": _KEEPS_THE_ROSTER,
        "organs.view_organ": ("*",),
        "reports.add_report": _PUBLISHES,
        "reports.change_report": _PUBLISHES,
        "reports.delete_report": _PUBLISHES,
        "reports.view_report": ("*",),
    }
)


def opened_by(duties: Iterable[str]) -> set[str]:
    """The permissions that some duties give together; none without a duty."""
    held = set(duties)
    return {name for name, needed in PERMISSIONS.items() if held and ("*" in needed or held & set(needed))}

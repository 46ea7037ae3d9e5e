"""What Django and Wagtail ask of somebody's permissions, answered from his duties alone: no groups, no superuser."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User

from .selectors import viewer_for

# The one permission for which the library asks; what may be done inside, our own rooms ask the duties.
OFFICE = "wagtailadmin.access_admin"


class DutyBackend(ModelBackend):
    """Signs people in by their password; what they may do are the duties that are in force today."""

    def get_user_permissions(self, user_obj: User, obj: Any = None) -> set[str]:
        """None of his own: a person has duties."""
        return set()

    def get_group_permissions(self, user_obj: User, obj: Any = None) -> set[str]:
        """None: there are no groups."""
        return set()

    def get_all_permissions(self, user_obj: User, obj: Any = None) -> set[str]:
        """The office is open to whoever has a duty; asked of the database once for each time that he is fetched."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "opened_permissions"):
            held = viewer_for(user_obj.pk, clock.today()).held
            user_obj.opened_permissions = {OFFICE} if held else set()
        return user_obj.opened_permissions

    def has_module_perms(self, user_obj: User, app_label: str) -> bool:
        """Whether any duty opens anything of an app."""
        return any(name.partition(".")[0] == app_label for name in self.get_all_permissions(user_obj))

"""What every act on organs begins with: the rows held, and looked at before they are written."""

from gongkai.kernel.problems import Refused
from gongkai.web.organs.models import Organ


def hold_tree() -> None:
    """Let one act at a time change where organs stand: two moves at once could close a circle of organs.

    Every organ stands below a root, so whoever holds the roots holds the tree. Rows that only name a root, as an
    appointment does, are written all the same.
    """
    list(Organ.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk").values_list("pk"))


def locked(pk: int) -> Organ:
    """An organ as it is stored now, held until the act ends."""
    return Organ.objects.select_for_update().get(pk=pk)


def must_exist(organ: Organ) -> None:
    """Refuse an organ that has ended."""
    if not organ.is_active:
        raise Refused(f"“{organ.name}”{organ.get_status_display()}。", "请改用承接其职能的机关。")

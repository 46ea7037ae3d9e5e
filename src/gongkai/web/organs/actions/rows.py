"""What every act on organs begins with: the rows held, and looked at before they are written."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.timezone import localdate

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


def must_have_come(on: date, at: datetime) -> None:
    """Refuse a day that is still to come: what is written down has happened."""
    if on > localdate(at):
        raise Refused(f"{chinese(on)}还没有到。", "请在这一天或者以后办理。")


def checked(row: Model) -> None:
    """Refuse a row whose fields do not hold, with the reasons as sentences."""
    try:
        row.full_clean(exclude=["path"])  # written by the act itself
    except ValidationError as error:
        raise Refused("".join(_told(row, error)), "请改正后重试。") from error


def chinese(day: date) -> str:
    """A day as people write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _told(row: Model, error: ValidationError) -> list[str]:
    labels = {field.name: field.verbose_name for field in row._meta.fields}
    return [
        message if labels.get(name, "") in message else f"{labels[name]}：{message}"
        for name, messages in error.message_dict.items()
        for message in messages
    ]

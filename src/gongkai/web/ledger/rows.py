"""What every act looks at before it writes a row: that its fields hold, and that its day has come."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.timezone import localdate

from gongkai.kernel.problems import Refused

from .sentences import day


def checked(row: Model, *, but: Collection[str] = ()) -> None:
    """Refuse a row whose fields do not hold, with the reasons as sentences; `but` are those that the act writes itself."""
    try:
        row.full_clean(exclude=but)
    except ValidationError as error:
        raise Refused("".join(_told(row, error)), "请改正后重试。") from error


def must_have_come(on: date, at: datetime) -> None:
    """Refuse a day that is still to come: what is written down has happened."""
    if on > localdate(at):
        raise Refused(f"{day(on)}还没有到。", "请在这一天或者以后办理。")


def _told(row: Model, error: ValidationError) -> Iterator[str]:
    """Each fault with the name of its field, unless the sentence names it already."""
    labels = {field.name: str(field.verbose_name) for field in row._meta.fields}
    for name, messages in error.message_dict.items():
        label = labels.get(name, "")
        yield from (message if label in message else f"{label}：{message}" for message in messages)

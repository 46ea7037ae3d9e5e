"""Models that only acts write: whatever else tries is refused with a sentence, and that it tried is an event.

The database refuses by itself what would be wrong whoever wrote it (checks and triggers). This says the same to
scripts that mean well: `save`, `update`, `bulk_create` and `delete` outside an act end here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, connection, models

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.foundations import clock

from .actions import is_writing, note_refused
from .models import INSTALLATION


class OutsideAnAct(Refused):
    """Somebody wrote past the acts: a script, a shell, a library."""

    code = "outside_an_act"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}”不能绕过办理直接写入，没有写入任何内容。",
            "请在办公室页面上办理，或者在程序中调用相应的办理动作；每一步都要留在台账里。",
        )


class ForbiddenByDatabase(Refused):
    """The database itself does not allow what an act was about to write."""

    code = "forbidden_by_database"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"数据库不允许这样写入“{name}”：内容没有经过同样一字不差的批准，或者已经定稿。",
            "先审查、后公开（条例第十七条）。请送审，批准后再发布。",
        )


class GuardedQuerySet(models.QuerySet):
    """Questions as ever; writing only inside an act."""

    def update(self, **values: Any) -> int:
        """Change rows, inside an act."""
        with _guarded(self.model):
            return super().update(**values)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list:
        """Make rows, inside an act."""
        with _guarded(self.model):
            return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Any, *args: Any, **kwargs: Any) -> int:
        """Change rows, inside an act."""
        with _guarded(self.model):
            return super().bulk_update(objs, *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Take rows out, inside an act."""
        with _guarded(self.model):
            return super().delete()

    update.alters_data = bulk_create.alters_data = bulk_update.alters_data = delete.alters_data = True


class Guarded(models.Model):
    """A row that only acts write."""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it, inside an act."""
        with _guarded(type(self)):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Take it out, inside an act."""
        with _guarded(type(self)):
            return super().delete(*args, **kwargs)


@contextmanager
def _guarded(model: type[models.Model]) -> Iterator[None]:
    name = str(model._meta.verbose_name)
    if not is_writing():
        problem = OutsideAnAct(name)
        if not connection.in_atomic_block:  # inside one the event would be undone with everything else
            note_refused(
                f"{model._meta.app_label}.write",
                INSTALLATION,
                by=SYSTEM,
                at=clock.now(),
                code=problem.code,
            )
        raise problem
    try:
        yield
    except IntegrityError as error:
        if "gongkai:" in str(error) or "live_only_as_approved" in str(error):
            raise ForbiddenByDatabase(name) from error
        raise

"""What there may be only once, and what is said when somebody writes it a second time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


class Once(models.UniqueConstraint):
    """A unique constraint whose message names what stands there already: `{row.name}` is that of the new row."""

    def validate(self, model: type[models.Model], instance: models.Model, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError with the message filled in."""
        try:
            super().validate(model, instance, *args, **kwargs)
        except ValidationError as error:
            told = self.violation_error_message.format(row=instance)
            raise ValidationError(told, code=error.code) from None

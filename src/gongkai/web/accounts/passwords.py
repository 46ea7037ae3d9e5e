"""What a password must be; Django asks these in turn, and each says what is missing."""

import string

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from gongkai.lawbook.accounts import account_rules
from gongkai.web.foundations.models import User

_KINDS = (string.ascii_uppercase, string.ascii_lowercase, string.digits)


class LongEnough:
    """It has enough characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        if len(password) < account_rules().length:
            raise ValidationError(self.get_help_text(), code="too_short")

    def get_help_text(self) -> str:
        """The rule in words."""
        return f"口令至少 {account_rules().length} 个字符。"


class Mixed:
    """It has characters of several kinds."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        known = "".join(_KINDS)
        kinds = sum(any(each in kind for each in password) for kind in _KINDS)
        kinds += any(each not in known for each in password)
        if kinds < account_rules().kinds:
            raise ValidationError(self.get_help_text(), code="too_plain")

    def get_help_text(self) -> str:
        """The rule in words."""
        return f"口令应包含大写字母、小写字母、数字、其他字符中的至少 {account_rules().kinds} 类。"


class NotOneOfTheLast:
    """It is none of the last few that the person had."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        if user is None or user.pk is None:
            return
        last = user.past_passwords.values_list("hash", flat=True)[: account_rules().not_the_last]
        if any(check_password(password, had) for had in last):
            raise ValidationError(self.get_help_text(), code="used_before")

    def get_help_text(self) -> str:
        """The rule in words."""
        return f"口令不能与最近 {account_rules().not_the_last} 次用过的相同。"

"""What may stand in an organ's fields."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator, URLValidator

from gongkai.kernel.credit_code import fault_of

# A channel that an organ does not have is said so: blank would mean that nobody has filled it in yet.
NOT_OPEN = "未开通"

is_slug = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "只能用小写英文字母、数字，词与词之间用一个连字符。")
# A sheet that people export opens such a name as a formula.
is_name = RegexValidator(
    r"^\s*[=+\-@＝＋－＠]", "不能以“=”“+”“-”“@”开头：这不是机关的名称。", inverse_match=True
)
is_postcode = RegexValidator(r"^\d{6}\Z", "邮政编码应为六位数字。")
_is_email = EmailValidator(f"请填写完整的电子邮箱地址；没有的填“{NOT_OPEN}”。")
_is_url = URLValidator(
    ["http", "https"], message=f"请填写以 http:// 或 https:// 开头的网址；没有的填“{NOT_OPEN}”。"
)


def is_credit_code(value: str) -> None:
    """Refuse a 统一社会信用代码 that cannot be one."""
    if fault := fault_of(value):
        raise ValidationError(fault)


def is_email(value: str) -> None:
    """An address, or the word that there is none."""
    if value != NOT_OPEN:
        _is_email(value)


def is_online_channel(value: str) -> None:
    """The address of a page where people can apply, or the word that there is none."""
    if value != NOT_OPEN:
        _is_url(value)


_YEAR, _N = r"(?<![0-9}])\{year\}(?![0-9{])", r"(?<![0-9}])\{n\}(?![0-9{])"
_PATTERN = re.compile(rf"[^{{}}]*(?:{_YEAR}[^{{}}]+{_N}|{_N}[^{{}}]+{_YEAR})[^{{}}]*")


def is_number_pattern(value: str) -> None:
    """A document number needs its year and its running number, apart from other digits, so that none looks like another."""
    if not _PATTERN.fullmatch(value):
        raise ValidationError(
            "文号中应有一处 {year}（年份）和一处 {n}（顺序号），不与别的数字相连，例如：墨鹭政公开告〔{year}〕{n}号。"
        )

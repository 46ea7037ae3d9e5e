"""What people fill in to sign in and to look after their account. The passwords themselves are judged by the rules."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password

from gongkai.lawbook.accounts import account_rules
from gongkai.web.foundations.models import User


class Told(forms.Form):
    """Each field names its hint and its error for those who hear the page instead of seeing it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "account-input")


class SignInForm(Told, AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": "登录名或口令不正确。请核对大小写；忘记口令的，请联系安全管理员重置。",
        "inactive": "登录名或口令不正确。请核对大小写；忘记口令的，请联系安全管理员重置。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "登录名"
        self.fields["password"].label = "口令"


class CodeForm(Told):
    """A code of six figures from the device, or one from paper."""

    code = forms.CharField(
        label="验证码",
        max_length=40,
        help_text="手机验证器上现在显示的六位数字。手机不在身边时，输入一个备用码。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "characters"}
        ),
    )


class FirstCodeForm(Told):
    """The first code from a new device."""

    code = forms.CharField(
        label="验证码",
        max_length=10,
        help_text="扫码以后，手机上显示的六位数字。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasswordForm(Told):
    """The old password and, twice, the new one."""

    old = forms.CharField(
        label="现在的口令",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new = forms.CharField(
        label="新口令", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="再输一次新口令",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        rules = account_rules()
        self.fields["new"].help_text = (
            f"至少 {rules.length} 个字符，包含大写字母、小写字母、数字、其他字符中的至少 {rules.kinds} 类，"
            f"不与最近 {rules.not_the_last} 次用过的相同。"
        )

    def clean_old(self) -> str:
        """It is the one that he has."""
        if not self.person.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("现在的口令不正确，请核对大小写后重新输入。")
        return self.cleaned_data["old"]

    def clean_new(self) -> str:
        """It keeps the rules."""
        validate_password(self.cleaned_data["new"], self.person)
        return self.cleaned_data["new"]

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        cleaned = super().clean()
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", "两次输入的新口令不一样，请重新输入。")
        return cleaned

"""What an applicant fills in: receipt number and code, the telephone on file, what was not clear, why he asks for so much."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms

from gongkai.kernel.problems import Problem
from gongkai.web.applications.actions import answering, codes
from gongkai.web.applications.application_form import Enclosed
from gongkai.web.applications.models import Application, Opinion, PaperKind
from gongkai.web.uploads import UploadsField

from .enclosing import enclosed

MOST_WORDS = 4000
_LINE = forms.TextInput(attrs={"autocomplete": "off"})
_NOT_FOUND = "没有找到这件申请。请对照回执核对回执号和查询码：每一件申请的查询码都不同。"


def carried_out(form: forms.Form, carry_out: Callable[[], None]) -> bool:
    """Whether what a sound form asks for was done; where it could not be, the form says why."""
    try:
        carry_out()
    except Problem as problem:
        form.add_error(None, str(problem))
    return not form.errors


class EntryForm(forms.Form):
    """Receipt number and code."""

    receipt = forms.CharField(
        label="回执号",
        max_length=20,
        help_text="例如 S000012，写在回执上。",
        widget=_LINE,
        error_messages={"required": "还没有写回执号。"},
    )
    code = forms.CharField(
        label="查询码",
        max_length=20,
        help_text="十个字母和数字，写在回执上；不分大小写。",
        widget=_LINE,
        error_messages={"required": "还没有写查询码。"},
    )

    def opened(self, *, sender: str, at: datetime) -> Application | None:
        """The application; None when it does not open, and the form says why."""
        try:
            application = codes.opened_with(**self.cleaned_data, sender=sender, at=at)
        except Problem as problem:
            self.add_error(None, str(problem))
            return None
        if application is None:
            self.add_error(None, _NOT_FOUND)
        return application


class LostForm(forms.Form):
    """Receipt number, and the telephone that was written into the application."""

    receipt = forms.CharField(
        label="回执号",
        max_length=20,
        help_text="例如 S000012。回执号也不在手边的，请到受理机关的窗口，或者打电话询问。",
        widget=_LINE,
        error_messages={"required": "还没有写回执号。"},
    )
    phone = forms.CharField(
        label="申请时填写的电话",
        max_length=30,
        help_text="手机号码，或者带区号的座机。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
        error_messages={"required": "还没有写电话。"},
    )


class _Saying(forms.Form):
    """Words, and papers with them."""

    text = forms.CharField(
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": f"最多写{MOST_WORDS}个字。写不下的请写明要点，其余作为文件附上。"},
    )
    files = UploadsField(label="附上文件（可以不选）", required=False)

    def clean_files(self) -> list[Enclosed]:
        """What is handed in with the words."""
        return enclosed(PaperKind.CORRECTION, self.cleaned_data["files"])

    def said(self) -> dict[str, Any]:
        """Words and papers, as the acts take them."""
        return {"text": self.cleaned_data["text"], "papers": self.cleaned_data["files"]}


class CorrectionForm(_Saying):
    """补正."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label, text.help_text = (
            "补正的内容",
            "照补正告知书逐项写明。例如：我要的是2025年柳湾村的补贴明细。",
        )
        text.error_messages["required"] = "还没有写补正的内容。材料在文件里的，请写一句“见附件”。"

    def carry_out(self, application: Application, *, at: datetime) -> None:
        """Hand it in. Raises Problem."""
        answering.correct(application, **self.said(), at=at)


class ReasonsForm(_Saying):
    """说明理由."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label, text.help_text = "申请的理由", "写明为什么需要这么多，或者为什么需要这么多次。"
        text.error_messages["required"] = "还没有写理由。请用一两句话说明。"

    def carry_out(self, application: Application, *, at: datetime) -> None:
        """Hand it in. Raises Problem."""
        answering.give_reasons(application, **self.said(), at=at)


class WithdrawForm(forms.Form):
    """撤回: the page has asked, pressing the button is the answer."""

    def carry_out(self, application: Application, *, at: datetime) -> None:
        """Withdraw. Raises NotLawful."""
        answering.withdraw(application, at=at)


class OpinionForm(forms.Form):
    """What somebody says who was asked for an opinion."""

    opinion = forms.ChoiceField(
        label="您的意见",
        choices=[(one.value, one.label) for one in (Opinion.AGREES, Opinion.REFUSES, Opinion.PARTLY)],
        widget=forms.RadioSelect,
        error_messages={"required": "还没有选择意见。请选择一项。"},
    )
    grounds = forms.CharField(
        label="理由",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="不同意的，请写明公开哪些内容会怎样损害您的权益；同意一部分的，请写明哪些可以公开、哪些不可以。同意的可以不写。",
        error_messages={"max_length": f"最多写{MOST_WORDS}个字。写不下的请写明要点，其余作为文件附上。"},
    )
    files = UploadsField(label="附上文件（可以不选）", required=False)

    def clean_files(self) -> list[Enclosed]:
        """What is handed in with the opinion."""
        return enclosed(PaperKind.CONSULTATION, self.cleaned_data["files"])

    def clean(self) -> dict[str, Any]:
        """Whoever does not agree says why; whether it is reasonable the organ decides (Art. 32)."""
        said = super().clean()
        is_bare = not said.get("grounds", "").strip() and "grounds" not in self.errors
        if said.get("opinion") in (Opinion.REFUSES, Opinion.PARTLY) and is_bare:
            self.add_error(
                "grounds", "请写明理由：没有理由的，机关难以判断公开会不会损害您的权益（条例第三十二条）。"
            )
        return said

    def carry_out(self, token: str, *, at: datetime) -> None:
        """Give it. Raises Problem."""
        said = self.cleaned_data
        answering.give_opinion(
            token, opinion=said["opinion"], grounds=said["grounds"], papers=said["files"], at=at
        )

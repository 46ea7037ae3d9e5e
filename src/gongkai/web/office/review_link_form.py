"""What a leader says on his telephone: the code of his device, and yes or no."""

from datetime import datetime
from typing import Any

from django import forms

from gongkai.kernel.review import Verdict
from gongkai.web.reviews import actions, selectors
from gongkai.web.reviews.models import Review, ReviewLink

from .rooms.reviews.forms import add_questions, answered


class LinkForm(forms.Form):
    """The button says which: 同意 or 退回."""

    opinion = forms.CharField(
        label="意见",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="同意的可以不写；退回的，请写明哪里要改。",
    )
    code = forms.CharField(
        label="六位验证码",
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text="您手机验证器上现在显示的数字。",
        error_messages={"required": "请输入六位验证码，再按“同意”或者“退回”。"},
    )
    verdict = forms.ChoiceField(choices=[(one.value, one.value) for one in Verdict], widget=forms.HiddenInput)

    def __init__(self, *args: Any, link: ReviewLink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link
        self.questions = selectors.chain_of(link.review).stage(link.stage).questions
        # Whoever sends back need not have answered; whoever passes is told by the chain what is missing.
        add_questions(self, self.questions, is_required=False)

    def clean(self) -> dict[str, Any]:
        """A way back has a reason, told before the code is used up."""
        said = super().clean()
        if said.get("verdict") == Verdict.RETURNED and not said.get("opinion", "").strip():
            self.add_error("opinion", "退回须写明理由，提出人按此修改。")
        return said

    def decide(self, token: str, *, at: datetime) -> Review:
        """Take the step. Raises Problem."""
        said = self.cleaned_data
        return actions.pass_by_link(
            token,
            said["code"],
            checklist=answered(self, self.questions),
            opinion=said["opinion"],
            verdict=Verdict(said["verdict"]),
            at=at,
        )

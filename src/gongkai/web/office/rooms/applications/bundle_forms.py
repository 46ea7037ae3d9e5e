"""制作证据包: what a review organ or a court is given of a case, handed out as one file."""

from datetime import datetime

from django import forms
from django.http import HttpResponse

from gongkai.web.applications.actions.bundling import bundle
from gongkai.web.foundations.handing import handed_out

from .moves import LINES, CaseForm

_WHOLE, _MASKED = "whole", "masked"


class MakeBundle(CaseForm):
    """制作证据包."""

    version = forms.ChoiceField(
        label="版本",
        choices=[
            (_WHOLE, "全本：含申请人和第三方的个人信息，交复议机关、人民法院"),
            (_MASKED, "遮蔽本：姓名、电话、证件号码都已遮蔽，原件只列哈希"),
        ],
        widget=forms.RadioSelect,
        initial=_WHOLE,
    )
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(LINES),
        max_length=300,
        help_text="例如：某人民法院来函，要求提交这件申请的证据；写明案号。",
    )
    confirm = "证据包是一个 zip 文件，其中有卷内目录、收件回执、检索记录、征求意见、文书、送达凭证、期限说明、台账摘录和核验程序。谁、什么时候、为什么制作，以及文件的哈希，都记入台账。"
    button = "制作并下载"

    def carry_out(self, *, at: datetime) -> HttpResponse:
        """The file."""
        said = self.cleaned_data
        is_masked = said["version"] == _MASKED
        data = bundle(self.row, by=self.viewer, at=at, reason=said["reason"], is_masked=is_masked)
        kind = "遮蔽本" if is_masked else "全本"
        return handed_out(data, media_type="application/zip", name=f"证据包 {self.row}（{kind}）.zip")

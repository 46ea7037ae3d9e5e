"""What somebody writes who applies for disclosure: who he is, what he wants, how he wants it. Nobody is asked what for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from gongkai.web.applications.application_form import Enclosed
from gongkai.web.applications.identity import Identity, IdType
from gongkai.web.applications.models import ApplicantKind, Delivery, PaperKind, SupplyForm
from gongkai.web.uploads import UploadsField

from .enclosing import enclosed
from .trap import Trap

_TAKEN = ("pdf", "jpg", "png")
PERSON = ApplicantKind.NATURAL_PERSON
# A fax is told at the counter: this page does not ask for its number.
_DELIVERIES = [choice for choice in Delivery.choices if choice[0] != Delivery.FAX]


class Part(forms.Form):
    """Part of an application. On a terminal the browser remembers nothing of what is typed into it."""

    use_required_attribute = False  # the page says in its own words what is missing

    def __init__(self, *args: Any, is_kiosk: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                # The page offers only what there is: whatever else comes was not chosen on it.
                field.error_messages["invalid_choice"] = f"请在列出的“{field.label}”中选择一项。"
            if is_kiosk:
                field.widget.attrs["autocomplete"] = "off"
            if field.required and not self.empty_permitted:
                # The script says it in the same words.
                field.widget.attrs["data-missing"] = field.error_messages["required"]

    def said(self) -> dict[str, str]:
        """What it says, once it was judged; what is not as it should be, as it was typed."""
        return {name: self.cleaned_data.get(name, self[name].value() or "") for name in self.fields}


def _line(
    label: str, *, example: str = "", missing: str = "", most: int = 100, **more: Any
) -> forms.CharField:
    """One line of words; `missing` says what to do when it was left empty, and makes it wanted."""
    attrs = {name: more.pop(name) for name in ("autocomplete", "inputmode") if name in more}
    return forms.CharField(
        label=label,
        help_text=example,
        required=bool(missing),
        max_length=most,
        error_messages={"required": missing, "max_length": f"最多 {most} 个字，请写得简短一些。"},
        widget=forms.TextInput(attrs=attrs),
        **more,
    )


class ApplicantForm(Part):
    """One who applies: what Art. 29 asks of him, and no more."""

    kind = forms.ChoiceField(
        label="您是",
        choices=ApplicantKind.choices,
        initial=PERSON,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项。自己申请的，选“自然人”。"},
    )
    name = _line(
        "姓名或者单位名称",
        example="例如：周明远。单位请写全称。",
        missing="请写姓名；单位请写全称。",
        most=60,
        autocomplete="name",
    )
    id_type = forms.ChoiceField(label="证件", choices=IdType.choices, initial=IdType.RESIDENT_ID)
    id_number = _line(
        "证件号码",
        example="照证件抄写。只用来确认您的身份，加密保存，不公开。单位写统一社会信用代码。",
        most=40,
        autocomplete="off",
    )
    phone = _line(
        "电话",
        example="手机号码，或者带区号的座机，例如 010-00001234。查询码丢了，凭这个电话找回。",
        most=30,
        autocomplete="tel",
        inputmode="tel",
    )
    email = forms.EmailField(
        label="电子邮箱",
        help_text="例如 name@example.org。要用电子邮件得到信息的必须写，没有的不用写。",
        required=False,
        max_length=200,
        error_messages={"invalid": "电子邮箱不完整，应当像 name@example.org。"},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = _line(
        "通信地址",
        example="例如：墨鹭县枕溪镇溪前街2号。要邮寄答复的必须写。",
        most=200,
        autocomplete="street-address",
    )
    postcode = _line(
        "邮政编码",
        example="六位数字，不知道的不用写。",
        most=6,
        autocomplete="postal-code",
        inputmode="numeric",
        validators=[RegexValidator(r"^\d{6}\Z", "邮政编码应为六位数字；不知道的可以不写。")],
    )
    contact = _line("联系人", example="单位申请的，写经办的人；自己申请的不用写。", most=60)

    def clean(self) -> Mapping[str, Any]:
        """The paper fits whoever shows it."""
        told = self.cleaned_data
        if told.get("kind") == PERSON and told.get("id_type") == IdType.CREDIT_CODE:
            self.add_error("id_type", "自然人请选择本人的证件；单位申请的，请在上面选择单位的类别。")
        return told

    def identity(self, agent: Mapping[str, str]) -> Identity:
        """Who it is, with the agent who acts for him."""
        told = self.said()
        del told["kind"]
        return Identity(**told, **agent)


class AgentForm(Part):
    """Somebody who acts for the applicant; the paper that shows that he may is handed in with the application."""

    agent = _line("代理人姓名", example="例如：许知秋。", most=60)
    agent_id_number = _line("代理人证件号码", example="照代理人的证件抄写。", most=40, autocomplete="off")
    agent_phone = _line("代理人电话", example="例如 010-00001234。", most=30, inputmode="tel")

    def clean(self) -> Mapping[str, Any]:
        """An agent has a name, or there is none."""
        told = self.cleaned_data
        if any(told.values()) and not told.get("agent") and "agent" not in self.errors:
            self.add_error("agent", "请写代理人的姓名；没有代理人的，请把这一部分全部清空。")
        return told


class WantedForm(Part):
    """What is wanted: by its name and number, or by whatever else it can be found by."""

    title = _line(
        "信息的名称",
        example="例如：2025年耕地地力保护补贴发放明细。不知道名称的，写下面的描述就可以。",
        most=200,
    )
    doc_no = _line("文号", example="印在文件标题上面的编号，例如以“墨农发”开头的。不知道的不用写。", most=60)
    wanted = forms.CharField(
        label="内容描述",
        help_text="写明是哪一年、哪个地方、哪件事，便于查找。例如：枕溪镇柳湾村2025年的补贴标准和分户面积。不用写用途。",
        required=False,
        max_length=4000,
        error_messages={"max_length": "最多 4000 个字，请写得简短一些。"},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReceivingForm(Part, Trap):
    """How it is wanted, and what makes it easier for somebody to apply and to read."""

    supply_form = forms.ChoiceField(
        label="希望得到的形式",
        help_text="例如：要自己留存的选“电子邮件”或者“纸质”。没有这种形式的，按已有的形式提供。",
        choices=SupplyForm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择希望得到的形式。"},
    )
    delivery = forms.ChoiceField(
        label="怎样交给您",
        help_text="例如：选“网上查看”的，凭回执号和查询码在本站查看。",
        choices=_DELIVERIES,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择怎样把答复交给您。"},
    )
    needs_help = _line(
        "阅读、视听有困难的，需要什么帮助",
        example="例如：请用大字打印；请打电话念给我听。没有困难的不用写。",
        most=200,
    )


class ProofForm(forms.Form):
    """Papers that are handed in with an application, told by their bytes."""

    identity = UploadsField(label="身份证明", required=False)
    authority = UploadsField(label="授权委托书", required=False)

    def clean_identity(self) -> list[Enclosed]:
        """Who they are."""
        return enclosed(PaperKind.IDENTITY, self.cleaned_data["identity"], endings=_TAKEN)

    def clean_authority(self) -> list[Enclosed]:
        """That somebody may act for them."""
        return enclosed(PaperKind.AUTHORITY, self.cleaned_data["authority"], endings=_TAKEN)

    @property
    def papers(self) -> list[Enclosed]:
        """All that was handed in."""
        return [*self.cleaned_data["identity"], *self.cleaned_data["authority"]]

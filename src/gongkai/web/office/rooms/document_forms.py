"""What is filled in about a document of the register."""

from datetime import datetime
from typing import Any

from django import forms

from gongkai.lawbook.chains import review_law
from gongkai.lawbook.normative import normative_law
from gongkai.web.disclosure.models import Item
from gongkai.web.documents import actions
from gongkai.web.documents.actions import Entry
from gongkai.web.documents.limits import number_fault
from gongkai.web.documents.models import Document, DocumentStatus, DocumentType, OpinionOnAttribute
from gongkai.web.documents.models.document import KEEPERS
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office.acts import ActForm
from gongkai.web.organs.models import Organ, Section


class NumberField(forms.CharField):
    """文号, told at once when it is none."""

    def __init__(self, **kwargs: Any) -> None:
        example = f"例如：{normative_law().example}。序号前不写“第”，不编虚位。"
        super().__init__(**{"label": "文号", "max_length": 80, "help_text": example, **kwargs})

    def clean(self, value: Any) -> str:
        """机关代字〔年份〕序号号."""
        doc_no = "".join(super().clean(value).split())
        if doc_no and (fault := number_fault(doc_no)):
            raise forms.ValidationError(fault)
        return doc_no


class DocumentByNumber(forms.CharField):
    """A document that stands in the register, by its number; only one that the viewer may see."""

    def found(self, doc_no: str, form: ActForm) -> Document | None:
        """The document, or an error on the form."""
        if not doc_no:
            return None
        visible = Document.objects.visible_to(form.viewer).exclude(status=DocumentStatus.VOID)
        return visible.filter(doc_no="".join(doc_no.split())).first()


class _OfAttribute(ActForm):
    """公开属性 with its reason."""

    attribute = forms.ChoiceField(label="公开属性")
    reason_code = forms.ChoiceField(label="理由", required=False)
    reason = forms.CharField(
        label="理由说明",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="依申请公开、不予公开和删减后公开的，须选择理由并写明具体情况。",
    )

    def prepare(self) -> None:
        """What the law data know."""
        law = review_law()
        self.fields["attribute"].choices = [(code, one.name) for code, one in law.attributes.items()]
        reasons = [(code, one.name) for code, one in law.reasons.items()]
        self.fields["reason_code"].choices = [("", "（主动公开的不填）"), *reasons]

    @property
    def judged(self) -> dict[str, str]:
        """Attribute and reason."""
        return {name: self.cleaned_data[name] for name in ("attribute", "reason_code", "reason")}


class _Entered(ActForm):
    """What is written down of every document."""

    title = forms.CharField(label="标题", max_length=200)
    doc_type = forms.ChoiceField(label="类型", choices=DocumentType.choices, initial=DocumentType.ORDINARY)
    section = forms.ModelChoiceField(Section.objects.none(), label="起草科室", required=False)
    drafted_on = forms.DateField(label="起草日期")

    def prepare(self) -> None:
        """Sections that are open, of the organs whose register the viewer keeps."""
        super().prepare()
        ground = on_ground(self.viewer.ground(*KEEPERS))
        self.fields["section"].queryset = Section.objects.filter(ground, until_on=None)
        self.fields["drafted_on"].initial = clock.today()

    @property
    def entered(self) -> dict[str, Any]:
        """What was written down."""
        return {name: self.cleaned_data[name] for name in ("title", "doc_type", "section", "drafted_on")}


class Register(_Entered, _OfAttribute):
    """登记文件."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    forwards = DocumentByNumber(
        label="转发的文件的文号",
        required=False,
        max_length=80,
        help_text="转发已登记在本系统中的文件时填写：公开属性随原文件。原文件不在本系统或者没有属性的，不填，重新认定。",
    )
    field_order = (
        "organ",
        "title",
        "doc_type",
        "section",
        "drafted_on",
        "attribute",
        "reason_code",
        "reason",
        "forwards",
    )

    def prepare(self) -> None:
        """The organs whose register the viewer keeps."""
        super().prepare()
        organs = Organ.objects.filter(on_ground(self.viewer.ground(*KEEPERS), prefix="")).active()
        self.fields["organ"].queryset = organs

    def clean(self) -> dict[str, Any]:
        """What is forwarded stands in the register."""
        cleaned = super().clean()
        doc_no = cleaned.get("forwards", "")
        cleaned["forwarded_from"] = self.fields["forwards"].found(doc_no, self)
        if doc_no and cleaned["forwarded_from"] is None:
            self.add_error(
                "forwards", "您能看到的台账中没有这个文号。不在本系统的，请留空并重新认定公开属性。"
            )
        return cleaned

    def carry_out(self, *, at: datetime) -> Document:
        """Enter it."""
        entry = Entry(**self.entered, **self.judged, forwarded_from=self.cleaned_data["forwarded_from"])
        return actions.register(entry, organ=self.cleaned_data["organ"], by=self.viewer, at=at)


class Change(_Entered):
    """修改登记."""

    doc_no = NumberField(required=False)
    field_order = ("title", "doc_type", "doc_no", "section", "drafted_on")

    def prepare(self) -> None:
        """As it stands."""
        super().prepare()
        self.fields["section"].queryset = self.row.organ.sections.filter(until_on=None)
        for name in self.fields:
            self.fields[name].initial = getattr(self.row, name)

    def carry_out(self, *, at: datetime) -> Document:
        """Correct it."""
        entry = Entry(**self.entered, doc_no=self.cleaned_data["doc_no"])
        return actions.change(self.row, entry, by=self.viewer, at=at)


class ChangeAttribute(_OfAttribute):
    """更改公开属性."""

    def prepare(self) -> None:
        """As it stands."""
        super().prepare()
        for name in self.fields:
            self.fields[name].initial = getattr(self.row, name)

    def carry_out(self, *, at: datetime) -> Document:
        """Change it."""
        return actions.change_attribute(self.row, **self.judged, by=self.viewer, at=at)


class GiveOpinion(ActForm):
    """对公开属性提出意见."""

    verdict = forms.ChoiceField(label="意见", choices=OpinionOnAttribute.choices)
    opinion = forms.CharField(
        label="说明",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="退回修改的，须写明公开属性或者理由有什么问题、应当怎样改。",
    )

    def carry_out(self, *, at: datetime) -> Document:
        """Say it."""
        said = self.cleaned_data
        return actions.give_opinion(self.row, said["verdict"], opinion=said["opinion"], by=self.viewer, at=at)


class Issue(ActForm):
    """登记印发."""

    doc_no = NumberField(required=False)
    formed_on = forms.DateField(label="成文日期", help_text="签发的日期。公开期限从这一天起算。")

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["doc_no"].initial = self.row.doc_no
        self.fields["formed_on"].initial = self.row.formed_on or clock.today()

    def carry_out(self, *, at: datetime) -> Document:
        """Write it down."""
        return actions.issue(self.row, **self.cleaned_data, by=self.viewer, at=at)


class DraftItem(ActForm):
    """起草公开的信息."""

    summary = forms.CharField(
        label="内容概述",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="公开目录中的一两句话。正文和附件在信息的页面上补充。",
    )
    button = "起草"
    done = "已经起草为信息，在本页“公开的信息”处打开，补写正文和附件后送审。"

    def carry_out(self, *, at: datetime) -> Document:
        """Begin the item."""
        actions.draft_item(self.row, **self.cleaned_data, by=self.viewer, at=at)
        return self.row


class Link(ActForm):
    """对应已有的信息."""

    index_no = forms.CharField(label="索引号", max_length=60, help_text="已经公开的信息的索引号。")

    def clean_index_no(self) -> str:
        """An item of this organ."""
        index_no = self.cleaned_data["index_no"].strip()
        self.item = Item.objects.filter(organ=self.row.organ_id, index_no=index_no).first()
        if self.item is None:
            raise forms.ValidationError("本机关没有这个索引号的信息，请核对。")
        return index_no

    def carry_out(self, *, at: datetime) -> Document:
        """Match them."""
        return actions.link(self.row, self.item, by=self.viewer, at=at)


class Reassess(_OfAttribute):
    """评估是否可以公开."""

    field_order = ("attribute", "reason_code", "reason")

    def prepare(self) -> None:
        """Mostly as before; why, is asked in any case."""
        super().prepare()
        self.fields["attribute"].label = "评估结果"
        self.fields["attribute"].initial = self.row.attribute
        self.fields["reason_code"].initial = self.row.reason_code
        self.fields["reason"].required = True
        self.fields["reason"].label = "评估的理由"
        self.fields["reason"].help_text = "情况有什么变化，或者为什么维持。改为公开的，公开期限从今天起算。"

    def carry_out(self, *, at: datetime) -> Document:
        """Decide."""
        return actions.reassess(self.row, **self.judged, by=self.viewer, at=at)


class Void(ActForm):
    """作废."""

    reason = forms.CharField(label="原因", max_length=200, help_text="例如：重复登记；不再印发。")

    def carry_out(self, *, at: datetime) -> Document:
        """Let it be void."""
        return actions.void(self.row, reason=self.cleaned_data["reason"], by=self.viewer, at=at)

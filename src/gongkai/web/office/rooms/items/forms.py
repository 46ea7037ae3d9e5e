"""Forms in which items are written: their words, dates, attribute and attachments, one form for new and for changed."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction

from gongkai.engine.accept import accept
from gongkai.engine.content import from_docx, from_pdf
from gongkai.kernel.problems import Problem, Refused
from gongkai.lawbook.chains import review_law
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.actions import Content, File, Overtaken
from gongkai.web.disclosure.content import content_of
from gongkai.web.disclosure.models import Item, ItemKind, Version
from gongkai.web.disclosure.models.item import DRAFTERS, InterpretationForm
from gongkai.web.disclosure.models.version import CONTENT, FiveOpenness
from gongkai.web.disclosure.words import in_words
from gongkai.web.foundations import files
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office.acts import ActForm
from gongkai.web.office.editor import BodyField
from gongkai.web.organs.models import Organ, Section
from gongkai.web.uploads import UploadField, UploadsField

NONE = [("", "（不填）")]
LINES = {"rows": 3}
# What most items leave empty; the form folds it away.
SELDOM = ("effective_on", "source", "keywords", "subject_class", "form_class", "audience", "five_openness")


class Words(ActForm):
    """What an item says."""

    title = forms.CharField(
        label="名称",
        max_length=200,
        error_messages={"max_length": "名称最多 200 个字，现在有 %(show_value)d 个字。请缩短后再保存。"},
    )
    summary = forms.CharField(
        label="内容概述",
        widget=forms.Textarea(LINES),
        required=False,
        help_text="一两句话。送审前必须填写（条例第十二条）。",
    )
    body = BodyField(label="正文", required=False)
    doc_no = forms.CharField(
        label="文号", max_length=80, required=False, help_text="例如：枕政发〔年份〕3号。"
    )
    formed_on = forms.DateField(
        label="成文日期", required=False, help_text="公开的期限从这一天起算。送审前必须填写。"
    )
    effective_on = forms.DateField(label="生效日期", required=False)
    notice_until_on = forms.DateField(
        label="公示截止日期", required=False, help_text="公示类信息填写；这一天过后自动停止公开。"
    )
    attribute = forms.ChoiceField(label="公开属性", widget=forms.RadioSelect)
    reason_code = forms.ChoiceField(
        label="理由", required=False, help_text="依申请公开、不予公开和删减后公开的，须选择理由并说明。"
    )
    reason = forms.CharField(label="理由说明", widget=forms.Textarea(LINES), required=False)
    source = forms.CharField(label="信息来源", max_length=300, required=False)
    keywords = forms.CharField(label="关键词", max_length=200, required=False, help_text="用空格分开。")
    subject_class = forms.CharField(label="主题分类", max_length=60, required=False)
    form_class = forms.CharField(label="体裁分类", max_length=60, required=False)
    audience = forms.CharField(label="公开对象", max_length=100, required=False, help_text="不填为全社会。")
    five_openness = forms.ChoiceField(label="五公开", choices=NONE + FiveOpenness.choices, required=False)
    files = UploadsField(
        label="添加附件", required=False, help_text="pdf、docx、xlsx、图片等，可以一次选几个。"
    )

    def prepare(self) -> None:
        """The attributes and reasons that the law knows."""
        law = review_law()
        self.fields["title"].widget.attrs.pop("maxlength", None)  # a browser would cut it and say nothing
        self.fields["attribute"].choices = [(one.code, one.name) for one in law.attributes.values()]
        self.fields["attribute"].initial = next(iter(law.attributes))
        self.fields["reason_code"].choices = NONE + [(one.code, one.name) for one in law.reasons.values()]

    def often(self) -> list[forms.BoundField]:
        """What most items say."""
        return [field for field in self.visible_fields() if field.name not in SELDOM]

    def seldom(self) -> list[forms.BoundField]:
        """What few items say."""
        return [self[name] for name in SELDOM]

    def is_more_said(self) -> bool:
        """Whether something stands there that must be seen."""
        return any(field.errors or field.value() for field in self.seldom())

    def clean_files(self) -> list[tuple[str, bytes, Any]]:
        """Every file by its bytes; what it calls itself does not count."""
        taken, refused = [], False
        for upload in self.cleaned_data["files"]:
            data = upload.read()
            try:
                taken.append((upload.name, data, accept(data, name=upload.name)))
            except Problem as problem:
                self.add_error("files", f"“{upload.name}”：{problem}")
                refused = True
        if refused and taken:
            names = "、".join(f"“{name}”" for name, *_ in taken)
            self.add_error("files", f"没有问题的附件也请重新选择：{names}。")
        return taken

    def content(self, kept: tuple[File, ...] = ()) -> Content:
        """What was filled in, with the attachments that stay and those that are added."""
        said = {name: self.cleaned_data[name] for name in CONTENT}
        with transaction.atomic():
            added = tuple(
                File(name, files.keep(data, media_type=accepted.media_type, ending=accepted.ending))
                for name, data, accepted in self.cleaned_data["files"]
            )
        return Content(**said, attachments=kept + added)


class Places(forms.Form):
    """Where an item belongs: kind, row of the catalogue, section, and what it explains."""

    kind = forms.ChoiceField(label="类型", choices=ItemKind.choices)
    row = forms.ModelChoiceField(Row.objects.none(), label="目录事项", required=False)
    section = forms.ModelChoiceField(Section.objects.none(), label="责任科室", required=False)
    interprets = forms.ModelChoiceField(
        Item.objects.none(), label="解读的文件", required=False, help_text="政策解读填写。"
    )
    interpretation_form = forms.ChoiceField(
        label="解读形式", choices=NONE + InterpretationForm.choices, required=False
    )

    def fill_places(self, organs: Any) -> None:
        """Rows, sections and documents of these organs."""
        self.fields["row"].queryset = Row.objects.filter(organ__in=organs, status="active")
        self.fields["section"].queryset = Section.objects.filter(organ__in=organs, until_on=None)
        documents = Item.objects.filter(organ__in=organs).exclude(kind=ItemKind.INTERPRETATION)
        self.fields["interprets"].queryset = documents.select_related("latest", "live_version")


class Draft(Words, Places):
    """A new item."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="发布机构")
    field_order = ("organ", "kind", "row", "section", "title", "summary", "body", "files")
    button = "保存草稿"
    begun_with = ("organ", "kind", "row", "title", "summary", "body")

    def prepare(self) -> None:
        """The organs for which the viewer drafts."""
        super().prepare()
        organs = own_organs(self.viewer)
        self.fields["organ"].queryset = organs
        self.fill_places(organs)

    def carry_out(self, *, at: datetime) -> Item:
        """Begin it."""
        placed = {name: self.cleaned_data[name] for name in Places.base_fields}
        return actions.draft(
            self.content(), organ=self.cleaned_data["organ"], by=self.viewer, at=at, **placed
        )


class Edit(Words):
    """The next version of an item. What others changed meanwhile is put together with it, or told."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)
    keep = forms.MultipleChoiceField(
        label="现有附件",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="去掉勾选的不再附上。",
    )
    field_order = ("title", "summary", "body", "keep", "files")
    button = "保存为新的一稿"
    theirs: tuple[tuple[str, str], ...] = ()
    files_to_choose_again = ""

    def prepare(self) -> None:
        """As it stands now, or, sent again, on the version that it was begun with."""
        super().prepare()
        latest: Version = self.row.latest
        for name in CONTENT:
            self.fields[name].initial = getattr(latest, name)
        self.fields["based_on"].initial = latest.number
        self._offer(self._begun())
        if not self.fields["keep"].choices:
            del self.fields["keep"]

    def carry_out(self, *, at: datetime) -> Item:
        """Write it down; what clashes is shown beside what was filled in."""
        kept = set(self.cleaned_data.get("keep", ()))
        stay = self._begun().attachments.filter(pk__in=kept).select_related("kept")
        content = self.content(tuple(File(one.name, one.kept) for one in stay))
        based_on = self.cleaned_data["based_on"]
        ended = actions.judgements(self.row)
        try:
            version = actions.edit(self.row, content, based_on=based_on, by=self.viewer, at=at)
        except Overtaken as overtaken:
            self._begin_again(overtaken)
            raise
        if ended and version.drafted_at == at:  # otherwise nothing was changed
            self.done = (
                f"已保存为第{version.number}稿。原来的{'、'.join(ended)}不再有效，公开以前须重新送审。"
            )
        return self.row

    def _begun(self) -> Version:
        number = str(self.data.get("based_on", "")) if self.is_bound else ""
        begun = self.row.versions.filter(number=int(number)).first() if number.isdecimal() else None
        return begun or self.row.latest

    def _offer(self, version: Version) -> None:
        """The attachments of a version, to be kept or not."""
        listed = [(str(one.pk), one.name) for one in version.attachments.all()]
        self.fields["keep"].choices = listed
        self.fields["keep"].initial = [pk for pk, _ in listed]

    def _begin_again(self, overtaken: Overtaken) -> None:
        """Show what stands there now; saved once more, what was filled in counts."""
        self.theirs = tuple(self._shown(overtaken.theirs, overtaken.names))
        self.files_to_choose_again = "、".join(name for name, *_ in self.cleaned_data["files"])
        kept = set(self.cleaned_data.get("keep", ()))
        dropped = {
            (one.name, one.kept_id) for one in self._begun().attachments.all() if str(one.pk) not in kept
        }
        theirs = overtaken.theirs.attachments.all()
        self.data = self.data.copy()
        self.data["based_on"] = overtaken.theirs.number
        self.data.setlist("keep", [str(one.pk) for one in theirs if (one.name, one.kept_id) not in dropped])
        if theirs:
            self.fields.setdefault("keep", deepcopy(self.base_fields["keep"]))
            self._offer(overtaken.theirs)
            self.order_fields(self.field_order)

    def _shown(self, version: Version, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for name in names:
            if name == "attachments":
                files_ = content_of(version).attachments
                yield "附件", "、".join(file.name for file in files_) or "没有"
            else:
                yield str(self.fields[name].label), in_words(version, name) or "没有填写"


class Import(ActForm):
    """A paper from the office program becomes a draft: clean text, the original attached."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="发布机构")
    kind = forms.ChoiceField(label="类型", choices=ItemKind.choices)
    file = UploadField(label="文件", help_text="docx 或 pdf。读出的正文可以再改；原文件作为附件。")
    button = "读入并起草"

    def prepare(self) -> None:
        """The organs for which the viewer drafts."""
        self.fields["organ"].queryset = own_organs(self.viewer)

    def clean_file(self) -> tuple[str, bytes, Any, Any]:
        """Read it now, so that a problem is told beside it."""
        upload = self.cleaned_data["file"]
        data = upload.read()
        try:
            accepted = accept(data, name=upload.name)
            if accepted.ending not in READERS:
                raise Refused("只能读入 docx 和 pdf 文件。", "其他文件请在起草时作为附件添加。")
            return upload.name, data, accepted, READERS[accepted.ending](data)
        except Problem as problem:
            raise forms.ValidationError(str(problem)) from problem

    def carry_out(self, *, at: datetime) -> Item:
        """Begin the draft."""
        name, data, accepted, read = self.cleaned_data["file"]
        with transaction.atomic():
            kept = files.keep(data, media_type=accepted.media_type, ending=accepted.ending)
        content = Content(
            title=(read.title or name.rsplit(".", 1)[0])[:200],
            body=read.html,
            doc_no=read.doc_no[:80],
            formed_on=read.formed_on,
            attachments=(File(name, kept),),
        )
        notes = "；".join(read.notes)
        self.done = f"已读入“{name}”。{notes}" if notes else f"已读入“{name}”，请核对后补填内容概述。"
        organ, kind = self.cleaned_data["organ"], self.cleaned_data["kind"]
        return actions.draft(content, organ=organ, kind=kind, by=self.viewer, at=at)


READERS = {"docx": from_docx, "pdf": from_pdf}


def own_organs(viewer: Any) -> Any:
    """The organs for which somebody drafts."""
    return Organ.objects.filter(on_ground(viewer.ground(*DRAFTERS), prefix="")).active()

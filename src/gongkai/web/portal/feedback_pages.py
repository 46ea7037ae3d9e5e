"""Whose page it is that a visitor speaks of, and the form in which he does."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django import forms
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import Problem
from gongkai.web.applications.actions import codes
from gongkai.web.disclosure import gate
from gongkai.web.disclosure.models import Item
from gongkai.web.feedback.actions import Said, opened_with
from gongkai.web.feedback.models import Feedback, Topic
from gongkai.web.harvest.models import Collected
from gongkai.web.organs.models import Organ, Section
from gongkai.web.organs.selectors import disclosure_office_of

from .trap import Trap

_NOT_FOUND = "没有找到这张回执。请核对回执号和查询码：每一张回执的查询码都不同。"
_LOST = "回执号或者查询码不在手边的，请重新提出。"
LONGEST = 300  # characters of an address
HOME = "/"


@dataclass(frozen=True, slots=True)
class Owner:
    """To whom a page belongs, and what it is called."""

    page: str
    organ: Organ
    section: Section | None
    item: Item | None

    @property
    def title(self) -> str:
        """What the form says that it is about."""
        return self.item.live_version.title if self.item else ""


def owner_of(asked: str) -> Owner | None:
    """Whose page it is: its section's, else the organ's, else that of whoever stands at the top; None on an empty site.

    An address that is none of ours counts as the first page.
    """
    page = _ours(asked)
    slug, item = _told(page)
    known = Organ.objects.visible_to(PUBLIC).active()
    organ = known.filter(slug=slug).first() if slug else None
    organ = organ or known.filter(parent=None).order_by("path").first()
    if organ is None:
        return None
    mine = item if item and item.organ_id == organ.pk else None
    section = mine.section if mine and mine.section and mine.section.until_on is None else None
    return Owner(page, organ, section or disclosure_office_of(organ), mine)


def _ours(asked: str) -> str:
    """The path of a page of this site, without what was asked there."""
    page = asked.replace("\0", "")[:LONGEST].partition("?")[0].partition("#")[0]
    is_ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, None)
    return page if is_ours else HOME


def _told(page: str) -> tuple[str, Item | None]:
    """The organ and the public item that an address names."""
    try:
        match = resolve(page)
    except Resolver404:
        return "", None
    slug = match.kwargs.get("slug", "")
    if match.app_name == "portal" and match.url_name == "collected":
        rows = Collected.objects.visible_to(PUBLIC).filter(pk=match.kwargs["pk"])
        return rows.values_list("source__organ__slug", flat=True).first() or "", None
    if match.app_name != "portal" or match.url_name not in {"item", "item-version", "item-changes"}:
        return slug, None
    items = Item.objects.visible_to(PUBLIC).select_related("live_version", "section")
    return slug, items.filter(organ__slug=slug, pk=match.kwargs["pk"], live_version__isnull=False).first()


class FeedbackForm(Trap):
    """报错和意见: what it is about and what is wrong; never who says so."""

    topic = forms.ChoiceField(
        label="您要说的是",
        choices=Topic.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项。"},
    )
    text = forms.CharField(
        label="请写明哪里不对，或者您的建议",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "还没有写内容。请用一两句话说明。"},
        help_text="例如：第二段的补贴标准与附件不一致。不要写姓名、证件号码和联系方式：答复凭回执号和查询码查看。",
    )

    def __init__(self, *args: object, owner: Owner, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner

    def clean_text(self) -> str:
        """What is written, without numbers of people: whoever typed one is told, and nothing of it is kept."""
        text = self.cleaned_data["text"].replace("\0", "")
        marks = gate.to_settle(gate.screened_text(text, organ=self.owner.organ))
        if marks:
            found = "、".join(dict.fromkeys(f"{mark.name} {mark.found}" for mark in marks))
            raise forms.ValidationError(
                f"内容中有个人信息（{found}）。请删去后再提交：说明在哪一页、第几行就够了，不必抄写号码。"
            )
        return text

    def said(self) -> Said:
        """What is handed to the action."""
        owner = self.owner
        return Said(
            page=owner.page,
            topic=self.cleaned_data["topic"],
            text=self.cleaned_data["text"],
            organ=owner.organ,
            section=owner.section,
            item=owner.item,
        )


class ReceiptForm(forms.Form):
    """Number and code of a receipt."""

    number = forms.CharField(label="回执号", max_length=20, help_text="例如 F000012。")
    code = forms.CharField(
        label="查询码", max_length=20, help_text="八个字母和数字，写在回执上；不分大小写。"
    )

    def opened(self, *, sender: str, at: datetime) -> Feedback | None:
        """What was said under them; None when they do not open it, and the form says why."""
        shown = partial(opened_with, **self.cleaned_data)
        try:
            row = codes.counted(shown, lost=_LOST, sender=sender, at=at)
        except Problem as problem:
            self.add_error(None, str(problem))
            return None
        if row is None:
            self.add_error(None, _NOT_FOUND)
        return row

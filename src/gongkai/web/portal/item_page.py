"""What the public page of an item says: its text, what it is, whether it is in force, and what belongs to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.db.models import Q, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString, mark_safe

from gongkai.engine import content
from gongkai.kernel.duties import PUBLIC
from gongkai.web.applications.publishing.answers import ANSWERS
from gongkai.web.disclosure.addresses import in_address
from gongkai.web.disclosure.models import Attachment, Item, ItemKind, Validity, Version
from gongkai.web.disclosure.models.item import InterpretationForm
from gongkai.web.foundations.models import KeptFile
from gongkai.web.foundations.prepared import Given, Prepared, Whole, prepared
from gongkai.web.ledger.sentences import day

from .addresses import address, at_home
from .item_columns import Column
from .item_files import WRITTEN
from .notes import Note

_TABLE = re.compile("<table>")
# Pictures that a browser shows; what stands in them is said again in the text of the document that they explain.
_PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})
_ATTACHMENT = Whole(Attachment, "kept")
# As what the text can be taken away.
_DOWNLOADS = {
    ending: "打印版（PDF）" if ending == "pdf" else f"{name} 文件" for ending, name in WRITTEN.items()
}
_PLAYED = {"audio": "录音", "video": "录像"}


@dataclass(frozen=True, slots=True)
class Linked:
    """Some words that lead somewhere."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Standing(Note):
    """Whether a document is in force; and what holds instead."""

    instead: Linked | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known about an item."""

    label: str
    value: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to take away: its name, what kind of file and how large it is, and where it is while it is public."""

    name: str
    kind: str
    size: str
    address: str
    media_type: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether a browser shows it."""
        return self.media_type in _PICTURES

    @property
    def plays(self) -> str:
        """With what a browser would play it."""
        return self.media_type.partition("/")[0]

    @property
    def played(self) -> str:
        """What can be heard or seen here, in a word; empty for what can only be taken away."""
        return _PLAYED.get(self.plays, "") if self.address else ""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything that the page of an item, or of an earlier wording of it, says."""

    item: Item
    version: Version
    body: SafeString
    standings: tuple[Standing, ...]
    facts: tuple[Fact, ...]
    attachments: tuple[Attached, ...]
    permanent: str
    downloads: tuple[Linked, ...]
    newer: Linked | None
    earlier: Linked | None
    explains: Linked | None
    explanations: tuple[Linked, ...]

    @property
    def pictures(self) -> tuple[Attached, ...]:
        """What is shown in the page itself: an explanation in pictures."""
        is_drawn = self.item.interpretation_form == "picture"
        return tuple(one for one in self.attachments if one.is_picture and one.address and is_drawn)


def page_of(item: Item, version: Version, on: date) -> ItemPage:
    """The page of a live item in one of its wordings, on a day."""
    newer, earlier = _neighbours(item)
    explained = item.interprets if item.interprets_id and item.interprets.is_live else None
    return ItemPage(
        item=item,
        version=version,
        body=body_of(version.body),
        # An earlier wording is no longer anything: the page says that instead.
        standings=tuple(_standings(item, version, on)) if version == item.live_version else (),
        facts=tuple(_facts(item, version)),
        attachments=tuple(_attached(item, version)),
        permanent=at_home(address("item", item.organ.slug, item.pk)),
        downloads=tuple(
            Linked(words, address("item-file", item.organ.slug, item.pk, ending))
            for ending, words in _DOWNLOADS.items()
        ),
        newer=newer,
        earlier=earlier,
        explains=_linked(explained) if explained else None,
        explanations=tuple(
            Linked(
                f"{title}（{InterpretationForm(form).label if form else '解读'}）", address("item", slug, pk)
            )
            for pk, slug, title, form in _explanations(item=item.pk)
        ),
    )


@prepared
def _explanations(item: Given) -> QuerySet[Item]:
    explaining = Item.objects.visible_to(PUBLIC).filter(interprets=item).order_by("published_on", "pk")
    return explaining.values_list("pk", "organ__slug", "live_version__title", "interpretation_form")


def body_of(html: str) -> SafeString:
    """The text, cleaned once more whatever way it came; a table wider than the window moves in a frame of its own."""
    numbers = count(1)

    def framed(_: re.Match[str]) -> str:
        return f'<div class="scroll" role="region" aria-label="正文表格{next(numbers)}" tabindex="0"><table>'

    text = _TABLE.sub(framed, content.clean(html)).replace("</table>", "</table></div>")
    return mark_safe(text)


def _standings(item: Item, version: Version, on: date) -> Iterator[Standing]:
    """现行有效, or from when it is no longer; and what a reader has to know of days to come."""
    if item.validity == Validity.VALID:
        if version.effective_on and version.effective_on > on:
            yield Standing("notice", "●", f"自{day(version.effective_on)}起施行，现在尚未施行。")
        else:
            yield Standing("ok", "✓", "现行有效。")
    elif item.validity == Validity.AMENDED:
        yield Standing("notice", "●", "已修改，现行有效。请以修改后的内容为准。", _instead(item))
    elif item.validity:
        since = f"已于{day(item.repealed_on)}" if item.repealed_on else "已经"
        word = "废止" if item.validity == Validity.REPEALED else "失效"
        yield Standing("warning", "◆", f"{since}{word}，不再作为依据。", _instead(item))
    if version.notice_until_on:
        yield Standing("notice", "●", f"公示到{day(version.notice_until_on)}为止，期满后不再公开。")


def _instead(item: Item) -> Linked | None:
    return _linked(item.repealed_by) if item.repealed_by_id and item.repealed_by.is_live else None


def _linked(item: Item) -> Linked:
    return Linked(item.title, address("item", item.organ.slug, item.pk))


def _neighbours(item: Item) -> tuple[Linked | None, Linked | None]:
    """What was published just after and just before it under the same duty, or of the same kind."""
    newer, earlier = (_beside(item, is_later=is_later) for is_later in (True, False))
    return newer, earlier


def _beside(item: Item, *, is_later: bool) -> Linked | None:
    ask = _BESIDE[is_later, item.row_id is not None]
    found = ask(organ=item.organ_id, row=item.row_id, kind=item.kind, on=item.published_on, pk=item.pk)
    return next((Linked(title, address("item", item.organ.slug, pk)) for pk, title in found), None)


def _next(*, is_later: bool, is_in_row: bool) -> Prepared:
    """Asks for the next item after or before one, under the same row of the catalogue or under none."""

    @prepared
    def ask(organ: Given, row: Given, kind: Given, on: Given, pk: Given) -> QuerySet[Item]:
        beside = Item.objects.visible_to(PUBLIC).filter(
            organ=organ, row=row if is_in_row else None, kind=kind
        )
        if is_later:
            after = beside.filter(Q(published_on__gt=on) | Q(published_on=on, pk__gt=pk))
            rows = after.order_by("published_on", "pk")
        else:
            before = beside.filter(Q(published_on__lt=on) | Q(published_on=on, pk__lt=pk))
            rows = before.order_by("-published_on", "-pk")
        return rows.values_list("pk", "live_version__title")[:1]

    return ask


_BESIDE = {
    (is_later, is_in_row): _next(is_later=is_later, is_in_row=is_in_row)
    for is_later in (True, False)
    for is_in_row in (True, False)
}


def _facts(item: Item, version: Version) -> Iterator[Fact]:
    """The statutory particulars first; what nobody wrote down is not shown."""
    is_guide = item.kind == ItemKind.GUIDE
    changed_on = item.changed_on or (item.published_on if is_guide else None)
    is_live = version.pk == item.live_version_id  # an earlier wording was changed on no day of its own
    listed = (
        Fact("索引号", item.index_no),
        Fact("文号", version.doc_no),
        Fact("发布机构", item.organ.name, address("organ", item.organ.slug)),
        Fact("成文日期", _day(version.formed_on)),
        Fact("生效日期", _day(version.effective_on)),
        Fact("发布日期", _day(item.published_on)),
        Fact("更新日期" if is_guide else "变更日期", _day(changed_on if is_live else None)),
        Fact("目录事项", item.row.name if item.row else "", _row_address(item)),
        Fact("主题分类", version.subject_class),
        Fact("体裁分类", version.form_class),
        Fact("五公开", version.get_five_openness_display() if version.five_openness else ""),
        Fact("公开对象", version.audience),
        Fact("信息来源", version.source),
        Fact("关键词", version.keywords),
    )
    yield from (fact for fact in listed if fact.value)


def _day(on: date | None) -> str:
    return day(on) if on else ""


def _row_address(item: Item) -> str:
    if item.row is None:
        return ""
    column = Column.ANSWERS if item.row.code == ANSWERS else Column.STATUTORY
    return f"{address('column', item.organ.slug, column.value)}?row={item.row.code}"


def _attached(item: Item, version: Version) -> Iterator[Attached]:
    """The files of a wording. Those of the live one can be taken away, of an earlier one only their names are told."""
    is_live = version.pk == item.live_version_id
    for attachment in map(_ATTACHMENT.read, _attachments(version=version.pk)):
        place = item.organ.slug, item.pk, attachment.order, in_address(attachment.name)
        yield Attached(
            name=attachment.name,
            kind=_kind(attachment.kept),
            size=filesizeformat(attachment.kept.size),
            address=address("item-attachment", *place) if is_live else "",
            media_type=attachment.kept.media_type,
        )


@prepared
def _attachments(version: Given) -> QuerySet[Attachment]:
    return Attachment.objects.filter(version=version).order_by("order").values_list(*_ATTACHMENT.columns)


def _kind(kept: KeptFile) -> str:
    return kept.ending.upper()

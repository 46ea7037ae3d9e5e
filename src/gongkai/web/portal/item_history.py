"""Which wordings of an item everybody may still look up, and what changed from one to another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from gongkai.engine.changes import Line, Mark, Stretch, Words, compared, words_of
from gongkai.engine.content import plain_text
from gongkai.web.disclosure.models import Attachment, Item, Version
from gongkai.web.disclosure.selectors import Gone
from gongkai.web.disclosure.wordings import Wording, wordings
from gongkai.web.ledger.sentences import day

# What the public page shows of a version beside its text, with the names that it gives them there.
_FIELDS = {
    "title": "名称",
    "doc_no": "文号",
    "formed_on": "成文日期",
    "effective_on": "生效日期",
    "notice_until_on": "公示截止",
    "summary": "内容概述",
    "source": "信息来源",
    "keywords": "关键词",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Something beside the text that changed."""

    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two wordings of an item beside each other."""

    old: Wording
    new: Wording
    fields: tuple[FieldChange, ...]
    text: tuple[Stretch, ...]

    @property
    def is_empty(self) -> bool:
        """Whether a reader finds no difference."""
        return not self.fields and not self.text


def older(item: Item) -> tuple[Wording, ...]:
    """The earlier wordings of a live item, the last one first; before the first one there was none."""
    if item.live_version.number == 1:
        return ()
    return tuple(one for one in _wordings(item) if one.until_on)


def wording(item: Item, number: int) -> Wording:
    """A wording of a live item that may be looked up. Raises Http404, and Gone for one that was withdrawn."""
    for one in _wordings(item):
        if one.version.number == number:
            return one
    if item.releases.filter(version__number=number).exists():
        raise Gone(item)
    raise Http404("No such version")


def comparison(old: Wording, new: Wording) -> Comparison:
    """What a reader of both would find: fields, attachments, text."""
    before, after = old.version, new.version
    return Comparison(
        old=old,
        new=new,
        fields=(*_fields(before, after), *_attachments(before, after)),
        text=compared(_lines(before), _lines(after)),
    )


def _wordings(item: Item) -> list[Wording]:
    return wordings(item.releases.select_related("version").order_by("-at", "-pk"))


def _fields(old: Version, new: Version) -> Iterator[FieldChange]:
    for name, label in _FIELDS.items():
        before, after = (_shown(getattr(version, name)) for version in (old, new))
        if before != after:
            yield FieldChange(label, words_of(before, after))


def _attachments(old: Version, new: Version) -> Iterator[FieldChange]:
    before, after = (_files(version) for version in (old, new))
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            yield FieldChange("附件", (Words(Mark.REMOVED, name),))
        elif name not in before:
            yield FieldChange("附件", (Words(Mark.ADDED, name),))
        elif before[name] != after[name]:
            yield FieldChange("附件", (Words(Mark.SAME, name), Words(Mark.ADDED, "（换了文件，名称没有变）")))


def _lines(version: Version) -> str:
    """The text; the fields of a table's row are parted so that people see it."""
    return plain_text(version.body).replace("\t", "｜")


def _files(version: Version) -> dict[str, int]:
    attachments = Attachment.objects.filter(version=version)
    return dict(attachments.order_by("order").values_list("name", "kept_id"))


def _shown(value: object) -> str:
    return day(value) if isinstance(value, date) else str(value or "")

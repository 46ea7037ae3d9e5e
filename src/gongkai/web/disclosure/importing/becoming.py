"""What a row becomes: the draft, its words, its files; and whatever is wrong with them, or left to do before review."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from gongkai.engine.accept import accept
from gongkai.engine.screening import Screening
from gongkai.kernel.problems import Problem
from gongkai.lawbook.items import item_rules
from gongkai.web.disclosure import gate
from gongkai.web.disclosure.actions.drafting import must_be_sound, must_fit
from gongkai.web.disclosure.content import Content
from gongkai.web.disclosure.models import Attachment, Item, Validity, Version
from gongkai.web.organs.models import Organ

from . import bodies
from .archive import Archive
from .columns import SEPARATOR, heading_of
from .drafts import WORDS, Draft
from .plans import Attached
from .standing import Standing

# What the detectors find in a file of the archive when this organ attaches it.
Look = Callable[[Organ, str], Screening]
_LONGEST_SOURCE = Version._meta.get_field("source").max_length or 0
_LONGEST_NAME = Attachment._meta.get_field("name").max_length or 0


def paths(draft: Draft, archive: Archive) -> tuple[str, tuple[str, ...]]:
    """The file that holds the body, "" for none, and those that are attached; what is missing is noted."""
    cell = draft.values.get("body", "").strip()
    body = draft.tried(lambda: archive.find(cell), column="body") if bodies.names_file(cell) else ""
    names = draft.values.get("files", "").replace(";", SEPARATOR).replace("\n", SEPARATOR).split(SEPARATOR)
    found = [
        draft.tried(lambda name=name: archive.find(name), column="files") for name in names if name.strip()
    ]
    return body or "", tuple(dict.fromkeys(path for path in found if path))


def item_of(draft: Draft, standing: Standing) -> Item:
    """The draft without its words: where it belongs. Whatever does not fit is noted."""
    organ, row = draft.organ, None
    assert organ is not None, "a row without an organ is refused before"
    if code := draft.values.get("row"):
        row = standing.rows.get((organ.pk, code))
        if row is None or not row.is_active:
            why = "已停用" if row else "不在这个机关的目录中"
            draft.refuse(f"目录事项“{code}”{why}。", "请在“目录”中查找编码，或者留空，以后再归类。")
    section = row.section if row and row.section and row.section.until_on is None else None
    item = Item(organ=organ, kind=draft.values["kind"], row=row, section=section, is_old=True)
    item.validity = _validity(draft)
    try:
        must_fit(item)
    except Problem as problem:
        draft.refuse(problem.message, problem.advice)
    return item


def _validity(draft: Draft) -> str:
    """What a draft may say of its being in force; that it is so no more is said of what is public, by an act."""
    said = draft.values.get("validity", "")
    if said in {"", Validity.VALID}:
        return said
    draft.notes.append(f"有效性“{Validity(said).label}”不随草稿导入；公开以后请随即办理“标注有效性”。")
    return ""


def must_be_number(draft: Draft) -> None:
    """An index number is public without having been reviewed: it must be nothing but a number. What is not is noted."""
    number = draft.values.get("index_no", "")
    if not number:
        return
    if not item_rules().kept.fullmatch(number):
        draft.refuse(
            "索引号只能有字母、数字、“/”和“-”。", "请核对索引号；原编号含汉字的，请留空，公开时另编。"
        )
    elif gate.to_settle(gate.screened_words(Content(title=number), organ=draft.organ)):
        draft.refuse("索引号中有电话、证件一类的号码。", "索引号会公开，请核对；不是索引号的，请留空。")


def content_of_row(draft: Draft, body: str, archive: Archive, *, on: date) -> Content:
    """The words. What no draft may be without, or may not say, is noted."""
    values = draft.values
    said = {name: values[name] for name in WORDS if name in values}
    content = Content(**said, body=_body(draft, body, archive))
    try:
        must_be_sound(content)
    except Problem as problem:
        draft.refuse(problem.message, problem.advice)
    for name in ("formed_on", "published_on"):
        if name in values and values[name] > on:
            draft.refuse(f"{heading_of(name)}{values[name]}还没有到。", "请核对日期。")
    return content


def _body(draft: Draft, path: str, archive: Archive) -> str:
    cell = draft.values.get("body", "").strip()
    if not path and (not cell or bodies.names_file(cell)):
        return ""
    if not path:
        return draft.tried(lambda: bodies.of_text(cell), column="body") or ""
    read = draft.tried(lambda: bodies.of_file(archive.read(path), name=path), column="body")
    if read is None:
        return ""
    draft.notes += read.notes
    return read.html


def attached(draft: Draft, body: str, others: tuple[str, ...], archive: Archive) -> tuple[Attached, ...]:
    """The files that go with it; the body's own where people will compare the two."""
    is_kept = body.rpartition(".")[2].lower() in bodies.KEPT
    wanted = dict.fromkeys([*([body] if is_kept else []), *others])
    return tuple(filter(None, (_attached(draft, path, archive) for path in wanted)))


def _attached(draft: Draft, path: str, archive: Archive) -> Attached | None:
    name = path.rpartition("/")[2]
    if len(name) > _LONGEST_NAME:
        draft.refuse(f"附件：文件名超过 {_LONGEST_NAME} 个字。", "请改短文件名。")
        return None
    try:
        return Attached(name, path, accept(archive.read(path), name=name))
    except Problem as problem:
        draft.refuse(f"附件“{name}”：{problem.message}", problem.advice)
        return None


def take_number(draft: Draft, item: Item, content: Content, standing: Standing) -> Content:
    """Keep the old index number where it is free; what else the old site told goes into the source."""
    values, number = draft.values, draft.values.get("index_no", "")
    if number and standing.takes(item.organ, number):
        item.index_no, number = number, ""
    elif number:
        draft.notes.append(f"索引号“{number}”不能沿用，写入信息来源；公开时另编。")
    published = values.get("published_on")
    told = [
        ("原发布日期", f"{published:%Y-%m-%d}首次公开" if published else ""),
        ("索引号", f"原索引号{number}" if number else ""),
        ("原网址", values.get("address", "")),
    ]
    source = ""
    for heading, words in told:
        longer = "；".join(filter(None, (source, words)))
        if len(longer) > _LONGEST_SOURCE:
            draft.notes.append(f"信息来源最多 {_LONGEST_SOURCE} 字，没有写入{heading}。")
        else:
            source = longer
    return replace(content, source=source)


def notes(draft: Draft, content: Content, files: tuple[Attached, ...], look: Look) -> Iterator[str]:
    """What is left to do before it can be sent into the chain."""
    missing = [
        name
        for name, value in (
            ("内容概述", content.summary),
            ("成文日期", content.formed_on),
            ("正文或者附件", content.body or files),
        )
        if not value
    ]
    if missing:
        yield f"送审前须补填{'、'.join(missing)}。"
    found = gate.screened_words(content, organ=draft.organ)
    for one in files:
        found += look(draft.organ, one.path)
    if marks := gate.to_settle(found):
        listed = "；".join(f"{mark.place}：{mark.found}" for mark in marks[:3])
        more = f"等 {len(marks)} 处" if len(marks) > 3 else ""
        yield f"有个人信息（{listed}{more}），送审前须删去、隐去或者写明理由。"

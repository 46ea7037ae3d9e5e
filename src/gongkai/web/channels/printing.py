"""What is posted and what is read out: a sheet in large type with the permanent address, and a script for the loudspeaker."""

from collections.abc import Iterator

from django.conf import settings

from gongkai.engine import content
from gongkai.engine.render.pdf import render_pdf
from gongkai.kernel.paper import Block, Paper, PaperTable, Passage, QrMark, Role
from gongkai.kernel.problems import Refused
from gongkai.kernel.speech import Script, numeral, script, spoken_row
from gongkai.lawbook.channels import channel_rules, sheet_style
from gongkai.web.channels.models import Posting
from gongkai.web.disclosure.models import Version
from gongkai.web.ledger.sentences import day

# Told to whoever reads, and not read out.
UNREAD = "播音员注意：下面的话只有看着纸面才懂，没有写进稿子，请用听众听得懂的话说明到哪里办、问谁："


def sheet(version: Version, size: str) -> bytes:
    """The sheet to be posted, as PDF. Raises Problem."""
    return render_pdf(poster(version), style=sheet_style(size))


def poster(version: Version) -> Paper:
    """Title, text, dates of the notice, whom to ask, and the mark that leads to the page."""
    organ = version.item.organ
    blocks: list[Block] = [Passage(version.title, Role.TITLE)]
    if version.doc_no:
        blocks.append(Passage(version.doc_no, Role.NUMBER))
    blocks += content.paper_blocks(version.body)
    if period := notice_period(version):
        blocks.append(Passage(period))
    blocks.append(Passage(contact(version)))
    blocks.append(Passage(organ.name, Role.SIGNATORY))
    if version.formed_on:
        blocks.append(Passage(day(version.formed_on), Role.DATE))
    where = address(version)
    blocks.append(QrMark(where, f"用手机扫码看原文和附件\n{where}"))
    return Paper(version.title, organ.name, tuple(blocks))


def read_out(version: Version) -> Script:
    """What the loudspeaker says: who speaks, what about, every word and figure, until when, whom to ask."""
    rules = channel_rules()
    said = [version.item.organ.name, version.title, *_said(content.paper_blocks(version.body))]
    said += [notice_period(version), contact(version)]
    text = "\n".join(line for line in said if line)
    return script(text, longest=rules.longest, per_minute=rules.per_minute, times=rules.times)


def script_sheet(version: Version) -> bytes:
    """The script as PDF, in large type, a breath a line. Raises Problem."""
    said = read_out(version)
    head = f"全文播读{numeral(said.times)}遍，共{said.duration}。每行念完稍停；念完一遍，停两秒再念。"
    again = "以上内容播送完毕，现在再播送一遍。" if said.times > 1 else "播送完毕。"
    blocks = [Passage(f"广播稿：{version.title}", Role.TITLE), Passage(head, Role.NUMBER)]
    blocks += [Passage(line) for line in (*said.lines, again)]
    blocks += [Passage(f"{UNREAD}{'；'.join(said.unread)}。", Role.NOTE)] if said.unread else []
    return render_pdf(Paper(version.title, version.item.organ.name, tuple(blocks)), style=sheet_style("a4"))


def must_be_current(posting: Posting) -> None:
    """Only what everybody may read now goes to the board or before the microphone. Raises Refused."""
    item = posting.item
    if not item.is_live:
        raise Refused(
            f"“{posting.version.title}”{item.get_status_display()}，不再打印或者播读。",
            "已经贴出的，请取下并登记撤下；还没有贴出的，请取消这次张贴。",
        )
    if item.live_version_id != posting.version_id:
        raise Refused(
            f"“{posting.version.title}”在安排以后已经变更，不再按旧的内容打印或者播读。",
            "请取消这次张贴，或者登记撤下，再按现在的内容重新安排。",
        )


def notice_period(version: Version) -> str:
    """公示期：2026年3月5日至2026年3月11日. Empty for what is no notice."""
    until, since = version.notice_until_on, version.item.published_on
    if until is None:
        return ""
    return f"公示期：{day(since)}至{day(until)}。" if since else f"公示期至{day(until)}。"


def contact(version: Version) -> str:
    """Whom to ask, and where."""
    organ = version.item.organ
    ways = [("联系电话：", organ.phone), ("地址：", organ.address)]
    told = "，".join(f"{name}{way}" for name, way in ways if way)
    return f"如有疑问或者不同意见，请向{organ.name}反映。{told + '。' if told else ''}"


def address(version: Version) -> str:
    """Where the item stands for ever: on our portal, or where it was found on another platform."""
    elsewhere = version.releases.exclude(address="").values_list("address", flat=True).first()
    item = version.item
    return elsewhere or f"{settings.WAGTAILADMIN_BASE_URL}/organs/{item.organ.slug}/items/{item.pk}/"


def _said(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, PaperTable):
            yield from _rows(block)
        elif isinstance(block, Passage):
            yield block.text


def _rows(table: PaperTable) -> Iterator[str]:
    """Each row behind the heads of its columns."""
    grid = [[""] * len(table.shares) for _row in table.rows]
    for row, column, cell in table.placed():
        for down in range(cell.rowspan):
            for right in range(cell.colspan):
                grid[row + down][column + right] = cell.text
    heads = grid[table.head_rows - 1] if table.head_rows else ()
    for cells in grid[table.head_rows :]:
        if said := spoken_row(heads, cells):
            yield said

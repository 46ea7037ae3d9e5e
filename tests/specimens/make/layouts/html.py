"""HTML pages as organs publish them: clean, exported from Word, in GBK, inside a portal, ragged, split."""

import html as markup
import random

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts.grid import Box, grid
from tests.specimens.make.style import Style

NAVIGATION = (
    "<div class='top'><a href='/'>网站首页</a> | <a href='/zwgk'>政务公开</a> | <a href='/bsfw'>办事服务</a> | "
    "<a href='/hd'>互动交流</a></div><div class='crumb'>当前位置：首页 &gt; 政务公开 &gt; 法定主动公开内容 &gt; 政府信息公开年报</div>"
)
SIDEBAR = (
    "<ul><li><a href='#1'>一、总体情况</a></li><li><a href='#2'>二、主动公开政府信息情况</a></li>"
    "<li><a href='#3'>三、收到和处理政府信息公开申请情况</a></li>"
    "<li><a href='#4'>四、政府信息公开行政复议、行政诉讼情况</a></li>"
    "<li><a href='#5'>五、存在的主要问题及改进情况</a></li><li><a href='#6'>六、其他需要报告的事项</a></li></ul>"
)
FOOTER = (
    "<div class='foot'>主办单位：{county}人民政府办公室　网站标识码：0000000099　备案号：示例ICP备00000000号<br>"
    "浏览次数：1287　发布时间：{next}-01-24　【打印】【关闭】</div>"
)


def _cell(box: Box, text: str, tag: str = "td", extra: str = "") -> str:
    spans = (f' rowspan="{box.rows}"' if box.rows > 1 else "") + (
        f' colspan="{box.columns}"' if box.columns > 1 else ""
    )
    return f"<{tag}{spans}{extra}>{text}</{tag}>"


def _table(rows: list[list[Box]], *, heads: bool = False, attributes: str = "", inner: str = "{}") -> str:
    body = "\n".join(
        "<tr>"
        + "".join(
            _cell(b, inner.format(markup.escape(b.text)), "th" if heads and b.is_head else "td") for b in row
        )
        + "</tr>"
        for row in rows
    )
    return f"<table{attributes}>\n{body}\n</table>"


def _body(draft: Draft, tables: dict[str, str], tags: dict[str, str]) -> str:
    out = []
    for passage in draft.passages:
        if passage.kind == "table":
            out.append(tables[passage.text])
        else:
            out.append(tags[passage.kind].format(markup.escape(passage.text)))
    return "\n".join(out)


def _page(draft: Draft, body: str, *, charset: str = "utf-8", head: str = "") -> str:
    title = markup.escape(draft.title.replace("\n", ""))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="{charset}"><title>{title}</title>{head}</head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def _tables(draft: Draft, style: Style, **options: object) -> dict[str, str]:
    # The options are passed on as they came; a type for each would say them twice.
    return {n: _table(grid(draft, style, n), **options) for n in ("table2", "table3", "table4")}  # type: ignore[arg-type] - options by name


PLAIN = {"title": "<h1>{}</h1>", "h1": "<h2>{}</h2>", "h2": "<h3>{}</h3>", "p": "<p>{}</p>"}
LOOSE = {
    "title": "<p align='center'><b><font size='5'>{}</font></b></p>", "h1": "<p><strong>&nbsp;&nbsp;{}</strong></p>",
    "h2": "<p>　　{}</p>", "p": "<p>　　{}</p>",
}  # fmt: skip


def clean(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Semantic markup with th, rowspan and colspan."""
    return _page(
        draft, _body(draft, _tables(draft, style, heads=True, attributes=' border="1"'), PLAIN)
    ).encode()


def word(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """What Word writes: mso styles, conditional comments, spans within words."""
    span = '<span lang=EN-US style="font-size:10.5pt;mso-font-kerning:0pt">{}</span>'
    tags = {
        "title": '<p class=MsoNormal align=center style="mso-outline-level:1"><b><span style="font-size:22.0pt;font-family:方正小标宋简体">{}<o:p></o:p></span></b></p>',
        "h1": '<p class=MsoNormal style="text-indent:32.0pt"><span style="font-family:黑体">{}<span lang=EN-US><o:p></o:p></span></span></p>',
        "h2": '<p class=MsoNormal style="text-indent:32.0pt"><span style="font-family:楷体_GB2312">{}</span></p>',
        "p": '<p class=MsoNormal style="text-indent:32.0pt;line-height:28.0pt"><span style="font-family:仿宋_GB2312">{}<o:p></o:p></span></p>',
    }
    inner = '<p class=MsoNormal align=center style="mso-pagination:widow-orphan">' + span + "</p>"
    attributes = " class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'"
    head = (
        '<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View>'
        "<w:Zoom>100</w:Zoom></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {margin:0cm;} --></style>"
    )
    body = "<div class=WordSection1>" + _body(
        draft, _tables(draft, style, attributes=attributes, inner=inner), tags
    )
    body += "<![if !supportMisalignedColumns]><!-- 0 0 0 --><![endif]></div>"
    return _page(draft, body, head=head).encode()


def gbk(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """An older site: GBK, loose paragraphs, declared charset gb2312."""
    page = _page(draft, _body(draft, _tables(draft, style, attributes=" border=1"), LOOSE), charset="gb2312")
    return page.encode("gbk", errors="xmlcharrefreplace")


def portal(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """The article inside layout tables with navigation, a table of contents and a footer around."""
    article = _body(draft, _tables(draft, style, attributes=" class='tb' border='1'"), LOOSE)
    known = {"county": draft.organ.county, "next": draft.year + 1}
    body = (
        f"{NAVIGATION}<table width='1000' class='layout'><tr><td width='200' valign='top'>{SIDEBAR}</td>"
        f"<td><table class='layout'><tr><td><div id='zoom'>\n{article}\n</div></td></tr></table></td></tr></table>"
        f"{FOOTER.format(**known)}<script>var counts=[1,2,3];document.title='x 9 9 9';</script>"
    )
    return _page(draft, body, head="<style>.tb td{width:60px}</style>").encode()


def nbsp(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Non-breaking spaces, breaks inside labels, paragraphs as divs with line breaks."""
    tags = {
        "title": "<div class='t'>{}</div>",
        "h1": "<div><b>{}</b></div>",
        "h2": "<div>{}</div>",
        "p": "<div>&nbsp;&nbsp;&nbsp; {}</div>",
    }
    tables = {}
    for name in ("table2", "table3", "table4"):
        rows = [
            [Box(_broken(b.text), b.rows, b.columns, b.is_head) for b in row]
            for row in grid(draft, style, name)
        ]
        table = _table(rows, attributes=" border='1'", inner="&nbsp;{}&nbsp;")
        tables[name] = table.replace("\v", "<br/>")
    return _page(draft, _body(draft, tables, tags)).encode()


def _broken(text: str) -> str:
    """A label broken after its fourth character; figures stay whole."""
    return text if len(text) < 7 or (text[0].isdigit() and len(text) < 9) else text[:4] + "\v" + text[4:]


def ragged(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """No spans at all: what was merged is an empty cell."""
    tables = {}
    for name in ("table2", "table3", "table4"):
        rows = [[Box(text) for text in row] for row in unmerged(grid(draft, style, name))]
        tables[name] = _table(rows, attributes=" border='1'")
    return _page(draft, _body(draft, tables, PLAIN)).encode()


def unmerged(rows: list[list[Box]]) -> list[list[str]]:
    """The grid with every span replaced by empty cells."""
    taken: dict[tuple[int, int], str] = {}
    width = 0
    for y, row in enumerate(rows):
        x = 0
        for box in row:
            while (y, x) in taken:
                x += 1
            for dy in range(box.rows):
                for dx in range(box.columns):
                    taken[y + dy, x + dx] = box.text if dx == dy == 0 else ""
            x += box.columns
            width = max(width, x)
    return [[taken.get((y, x), "") for x in range(width)] for y in range(len(rows))]


def split(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Table three continued in a second table after a page break."""
    tables = _tables(draft, style, attributes=" border='1'")
    rows = [[Box(text) for text in row] for row in unmerged(grid(draft, style, "table3"))]
    cut = rng.randint(9, 20)
    tables["table3"] = (
        _table(rows[:cut], attributes=" border='1'")
        + "<p>&nbsp;</p>"
        + _table(rows[cut:], attributes=" border='1'")
    )
    return _page(draft, _body(draft, tables, PLAIN)).encode()


SHAPES = {
    "clean": clean, "word": word, "gbk": gbk, "portal": portal, "nbsp": nbsp, "ragged": ragged, "split": split,
}  # fmt: skip

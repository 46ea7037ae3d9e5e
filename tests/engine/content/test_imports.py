"""Files as people have them become clean items: what the document says of itself is told apart from its text."""

from datetime import date

import pytest

from gongkai.engine.content import clean, from_docx, from_pdf, from_text, paper_blocks, plain_text, same_text
from gongkai.engine.render.docx import render_docx
from gongkai.engine.render.pdf import render_pdf
from gongkai.kernel.paper import Paper
from gongkai.kernel.problems import ImageOnly, Problem, Unreadable, Unsupported
from tests.engine.content.words import counted, docx, item, p, r, row, table

NOTICE = """000012
秘密★1年
特急
枕溪镇人民政府文件
枕政发〔2026〕3号                签发人：陆某
枕溪镇人民政府
关于做好2026年防汛工作的通知
各村，镇直各部门：
现将有关事项通知如下。
一、总体要求
坚持预防为主。
（一）明确责任。各村负总责。
（二）备足物资
按清单储备。
1.沙袋
每村500只。
二、有关要求
1.值班表
2.联系电话
请认真落实。
枕溪镇人民政府
2026年3月5日
（此件公开发布）
抄送：县应急管理局。
枕溪镇党政办公室                2026年3月5日印发
"""


def test_a_notice_is_told_apart():
    found = from_text(NOTICE)
    assert found.title == "枕溪镇人民政府关于做好2026年防汛工作的通知"
    assert found.doc_no == "枕政发〔2026〕3号"
    assert found.formed_on == date(2026, 3, 5)
    assert found.html.split("\n") == [
        "<p>各村，镇直各部门：</p>",
        "<p>现将有关事项通知如下。</p>",
        "<h2>一、总体要求</h2>",
        "<p>坚持预防为主。</p>",
        "<p>（一）明确责任。各村负总责。</p>",
        "<h3>（二）备足物资</h3>",
        "<p>按清单储备。</p>",
        "<h4>1.沙袋</h4>",
        "<p>每村500只。</p>",
        "<h2>二、有关要求</h2>",
        "<p>1.值班表</p>",
        "<h4>2.联系电话</h4>",
        "<p>请认真落实。</p>",
        "<p>枕溪镇人民政府</p>",
        "<p>2026年3月5日</p>",
    ]
    assert found.notes[0].startswith("文件首页标有密级")
    told = "".join(found.notes)
    assert all(
        words in told for words in ("枕溪镇人民政府文件", "抄送：县应急管理局", "此件公开发布", "5日印发")
    )


@pytest.mark.parametrize(
    ("text", "title", "doc_no", "formed_on"),
    [
        ("公示\n现将名单公布如下。\n二〇二六年三月十五日", "公示", "", date(2026, 3, 15)),
        ("墨鹭县关于甲的公告\n墨政告[2026]第7号\n正文。", "墨鹭县关于甲的公告", "墨政告〔2026〕7号", None),
        ("今天开了一个会。\n会上说了三件事。", "", "", None),
        ("一、工作报告\n内容。", "", "", None),
        ("通知\n2026年13月5日", "通知", "", None),
        ("通知", "", "", None),
        ("管理办法（试行）\n（2026年1月2日）\n第一条 为了规范。", "管理办法（试行）", "", date(2026, 1, 2)),
        ("正文引用枕政发〔2026〕3号文件的规定。", "", "", None),
    ],
)
def test_only_what_plainly_stands_there_is_taken(text, title, doc_no, formed_on):
    found = from_text(text)
    assert (found.title, found.doc_no, found.formed_on) == (title, doc_no, formed_on)
    assert (
        same_text(title + found.html, text.replace(doc_no or "无", "").replace("墨政告[2026]第7号", ""))
        is None
    )


def test_looks_and_links_of_word():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://two.example/" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("二")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p(
        r("粗", "<w:b/>") + r("平", '<w:b w:val="0"/>') + r("2", '<w:vertAlign w:val="superscript"/>'),
        '<w:hyperlink r:id="a">'
        + r("一")
        + '</w:hyperlink><w:hyperlink r:id="b">'
        + r("坏")
        + "</w:hyperlink>",
        field,
        "<w:r><w:t>行</w:t><w:br/><w:t>行&lt;script&gt;</w:t></w:r>",
    )
    found = from_docx(docx(body, links=[("a", "https://one.example/"), ("b", "javascript:alert(1)")]))
    assert found.html == (
        '<p><strong>粗</strong>平<sup>2</sup><a href="https://one.example/">一</a>坏'
        '<a href="https://two.example/">二</a>行<br>行&lt;script&gt;</p>'
    )


def test_headings_by_style_outline_and_counted_number():
    styles = (
        '<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="t"><w:name w:val="Title"/></w:style>'
    )
    body = (
        p("防汛", properties='<w:pStyle w:val="t"/>')
        + p("明白纸", properties='<w:pStyle w:val="t"/>')
        + p("要求", properties='<w:pStyle w:val="1"/>')
        + p("正文。")
        + p("责任", properties='<w:pStyle w:val="1"/>')
        + p("小节", properties='<w:outlineLvl w:val="2"/>')
        + p("正文二。")
    )
    found = from_docx(docx(body, styles=styles, numbering=counted(1, ("chineseCounting", "%1、"))))
    assert found.title == "防汛明白纸"
    assert found.html == "<h2>一、要求</h2>\n<p>正文。</p>\n<h2>二、责任</h2>\n<h4>小节</h4>\n<p>正文二。</p>"


def test_lists_of_word():
    numbering = counted(1, ("decimal", "%1."), ("decimal", "（%2）")) + counted(
        2, ("bullet", "l"), ("bullet", "n")
    )
    body = (
        item("甲", 1) + item("乙", 1) + p("插话。") + item("丙", 1) + item("子", 1, 1)
        + item("点", 2) + item("内", 2, 1) + item("点二", 2)
    )  # fmt: skip
    assert from_docx(docx(body, numbering=numbering)).html.replace("\n", "") == (
        '<ol><li>甲</li><li>乙</li></ol><p>插话。</p><ol start="3"><li>丙</li></ol><p>（1）子</p>'
        "<ul><li>点<ul><li>内</li></ul></li><li>点二</li></ul>"
    )


def test_merged_cells_of_word():
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(("类别", down), ("数量", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
        row(("", on), "上年", "本年", properties="<w:tblHeader/>"),
        row("甲", p("1") + p("2"), ""),
    )
    assert from_docx(docx(body)).html.replace("\n", "") == (
        '<table><thead><tr><th scope="col" rowspan="2">类别</th><th scope="colgroup" colspan="2">数量</th></tr>'
        '<tr><th scope="col">上年</th><th scope="col">本年</th></tr></thead>'
        "<tbody><tr><td>甲</td><td><p>1</p><p>2</p></td><td></td></tr></tbody></table>"
    )


def test_a_table_inside_another_and_an_imprint_in_a_table():
    inner = table(row("1", "2"))
    body = (
        table(row("左", inner + p("右")))
        + p("落款。")
        + table(row("抄送：县档案馆"), row("党政办 2026年1月2日印发"))
    )
    found = from_docx(docx(body))
    assert plain_text(found.html) == "左\n1\t2\n右\n落款。"
    assert any("抄送" in note for note in found.notes)


def test_what_was_deleted_hidden_or_remarked_is_no_text():
    body = p(
        "留",
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins>" + r("插") + "</w:ins>",
        r("藏", "<w:vanish/>") + r("划", "<w:strike/>"),
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:drawing/></w:r>',
    )
    found = from_docx(docx(body))
    assert found.html == "<p>留插划</p>"
    for word in ("修订", "隐藏", "删除线", "批注", "脚注", "图片"):
        assert any(word in note for note in found.notes), word


BODY = (
    "<p>各村：</p>\n<h2>一、总体要求</h2>\n<p>坚持预防为主，落实责任。</p>\n<h3>（一）物资</h3>\n"
    '<p>清单见下表。</p>\n<table>\n<thead>\n<tr><th scope="col" rowspan="2">品名</th>'
    '<th scope="colgroup" colspan="2">数量</th></tr>\n<tr><th scope="col">村</th><th scope="col">镇</th></tr>\n</thead>\n'
    "<tbody>\n<tr><td>沙袋</td><td>500</td><td>3000</td></tr>\n<tr><td>铁锹</td><td>20</td><td>100</td></tr>\n"
    "</tbody>\n</table>\n<p>以上物资应当在汛期以前备齐。</p>"
)


@pytest.mark.parametrize(("render", "read"), [(render_docx, from_docx), (render_pdf, from_pdf)])
def test_a_body_goes_to_paper_and_comes_back_word_for_word(render, read):
    assert clean(BODY) == BODY
    paper = Paper("关于防汛的通知", "枕溪镇人民政府", paper_blocks("<p>关于防汛的通知</p>" + BODY))
    found = read(render(paper))
    assert found.title == "关于防汛的通知"
    assert same_text(found.html, BODY) is None
    assert found.html.count("colspan") == found.html.count("rowspan") == 1
    assert found.html.count("<h2>") == found.html.count("<h3>") == 1


@pytest.mark.parametrize("read", [from_docx, from_pdf])
@pytest.mark.parametrize(
    "data", [b"", b"MZ\x90\x00 program", b"PK\x03\x04broken", b"%PDF-1.7 broken", "文字".encode()]
)
def test_a_bad_file_is_a_problem(read, data):
    with pytest.raises(Problem):
        read(data)


def test_the_wrong_kind_and_the_damaged_are_told():
    with pytest.raises(Unsupported):
        from_pdf(docx(p("文")))
    with pytest.raises(Unreadable):
        from_docx(docx("").replace(b"</w:body>", b"</w:bodY>"))
    with pytest.raises(Unreadable):
        from_docx(docx(p("")))
    with pytest.raises(Unreadable):
        from_text(" \n ")


def test_a_pdf_of_pictures_is_told():
    pikepdf = pytest.importorskip("pikepdf")
    import io

    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    with pytest.raises(ImageOnly):
        from_pdf(out.getvalue())

"""What stands on paper, read aloud."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.speech import Script, numeral, script, sentences, spoken, spoken_row

SPOKEN = [
    # days and years
    ("2026年3月5日", "二〇二六年三月五日"),
    ("2026年12月30日", "二〇二六年十二月三十日"),
    ("2026-03-05至2026-03-12", "二〇二六年三月五日至二〇二六年三月十二日"),
    ("2026.3.5", "二〇二六年三月五日"),
    ("公示期为2026年3月5日—3月11日", "公示期为二〇二六年三月五日至三月十一日"),
    ("10月1日-7日", "十月一日至七日"),
    ("2026年度", "二〇二六年度"),
    ("2021—2025年", "二〇二一至二〇二五年"),
    # the clock
    ("9:00—17:30", "九点至十七点三十分"),
    ("上午8:05", "上午八点零五分"),
    # money
    ("1,234.50元", "一千二百三十四元五角"),
    ("1234.56元", "一千二百三十四元五角六分"),
    ("100.05元", "一百元零五分"),
    ("0.05元", "五分"),
    ("0元", "零元"),
    ("0.5元", "五角"),
    ("12.3万元", "十二点三万元"),
    ("2万元", "两万元"),
    ("￥2,000", "二千元"),
    ("200元/亩", "二百元每亩"),
    # numbers of documents
    ("〔2026〕3号", "二〇二六年第三号文件"),
    ("枕政发〔2026〕12号文件", "枕政发二〇二六年第十二号文件"),
    ("《办法》（墨政发〔2025〕12号）的规定", "《办法》，墨政发二〇二五年第十二号文件的规定"),
    # telephones
    ("电话：13800001234", "电话：幺三八零零零零幺二三四"),
    ("联系电话：0555-2345678", "联系电话：零五五五 二三四五六七八"),
    ("电话: 2345678", "电话：二三四五六七八"),
    ("拨打12345", "拨打幺二三四五"),
    ("400-123-4567", "四零零 幺二三 四五六七"),
    # shares, measures, degrees
    ("下降12.5%", "下降百分之十二点五"),
    ("3‰", "千分之三"),
    ("面积123.5㎡，长3.2km", "面积一百二十三点五平方米，长三点二公里"),
    ("5kg", "五公斤"),
    ("最低-5℃", "最低零下五摄氏度"),
    ("1/3", "三分之一"),
    # plain figures
    ("2户、12户、22户", "两户、十二户、二十二户"),
    ("第2次，共2次", "第二次，共两次"),
    ("3-5个工作日", "三至五个工作日"),
    ("编号007", "编号零零七"),
    ("账号6222020200112233445", "账号六二二二零二零二零零幺幺二二三三四四五"),
    ("302室", "三零二室"),
    ("１２户", "十二户"),
    # lists, addresses of the web, marks
    ("（一）对象\n1. 年满60周岁\n2.持证", "一，对象\n第一，年满六十周岁\n第二，持证"),
    ("见http://a.example.cn/x.html。", "见网址请看张贴的公告。"),
    ("zhenxi@molu.example.cn", "电子邮箱请看张贴的公告"),
    ("收入≤680元", "收入不高于六百八十元"),
]


@pytest.mark.parametrize(("written", "said"), SPOKEN)
def test_what_is_written_is_said(written, said):
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (10, "十"),
        (19, "十九"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10005, "一万零五"),
        (10500, "一万零五百"),
        (100000, "十万"),
        (110000, "十一万"),
        (1010000, "一百零一万"),
        (20000000, "二千万"),
        (100010001, "一亿零一万零一"),
        (1000000000000, "一万亿"),
    ],
)
def test_numerals(number, said):
    assert numeral(number) == said


def test_no_words_for_what_is_below_nought():
    with pytest.raises(ValueError, match="-1"):
        numeral(-1)


def value_of(words: str) -> int:
    """What a numeral says, worked out anew from its words."""
    value = group = digit = 0
    for sign in words:
        if sign in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(sign)
        elif sign in "十百千":
            group += (digit or 1) * 10 ** ("十百千".index(sign) + 1)
            digit = 0
        else:
            place = 10**8 if sign == "亿" else 10**4
            value = (value + group + digit) * place if value < place else value + (group + digit) * place
            group = digit = 0
    return value + group + digit


@given(st.integers(0, 10**12 - 1))
def test_a_numeral_means_its_number(number):
    assert value_of(numeral(number)) == number


@given(st.text(alphabet="户于元年月日号0123456789,.-—:：（）()〔〕%/，。、 \n", max_size=60))
def test_no_figure_is_left(text):
    assert not re.search(r"[0-9]", spoken(text))


@given(st.text(alphabet="户于元的，。、：；！\n", max_size=300), st.integers(10, 40))
def test_lines_are_short_and_nothing_is_lost(text, longest):
    lines = sentences(text, longest)
    assert all(len(line) <= longest + 2 for line in lines)
    words = re.compile(r"[^户于元的]")
    assert words.sub("", "".join(lines)) == words.sub("", text)


def test_rows_are_read_behind_their_heads():
    assert spoken_row(["户主", "金额"], ["陆望舒", "680元"]) == "陆望舒，金额680元。"
    assert spoken_row(["户主", "金额"], ["陆望舒", " "]) == "陆望舒。"
    assert spoken_row(["序号", "村", "面积（亩）"], ["1", "渡口村", "820"]) == "渡口村，面积820亩。"
    assert (
        spoken_row(["年份", "占比（%）", "附件1"], ["2025", "12.5", "3"]) == "年份2025，占比12.5%，附件1为3。"
    )
    assert spoken_row(["村", "面积（亩）"], ["渡口村", "不详"]) == "渡口村，面积（亩）不详。"
    assert spoken_row([], ["甲", "乙"]) == "甲，乙。"
    assert spoken_row(["户主"], [""]) == ""


@pytest.mark.parametrize(
    ("written", "heard", "unread"),
    [
        ("三月一日前申报，详见附件。逾期不补。", ("三月一日前申报。", "逾期不补。"), ("详见附件",)),
        ("请填写附件中的申请表。到村委会办理。", ("到村委会办理。",), ("请填写附件中的申请表",)),
        ("补贴标准（见附件2）已定。", ("补贴标准已定。",), ("（见附件2）",)),
        ("扫描二维码报名，也可以到镇政府报名。", ("也可以到镇政府报名。",), ("扫描二维码报名",)),
        ("附件已经张贴在公示栏。", ("附件已经张贴在公示栏。",), ()),
    ],
)
def test_what_points_at_paper_is_told_and_not_read(written, heard, unread):
    said = script(written, longest=35, per_minute=160, times=2)
    assert (said.lines, said.unread) == (heard, unread)


def test_a_script_says_how_long_it_takes():
    said = script("各位村民，现将低保对象公示。", longest=35, per_minute=160, times=2)
    assert said == Script(("各位村民，现将低保对象公示。",), 2, 11)
    assert said.duration == "约半分钟"
    assert [Script((), 2, seconds).duration for seconds in (31, 61, 120, 1210)] == [
        "约一分钟",
        "约一分半钟",
        "约两分钟",
        "约二十分半钟",
    ]

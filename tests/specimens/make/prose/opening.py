"""Title, preamble, and the sentences that state the period and the way to ask questions."""

import random

from tests.specimens.make.draft import Draft

TITLES = (
    "{organ}{year}年政府信息公开工作年度报告",
    "{organ}{year}年政府信息公开工作年度报告",
    "{organ} {year} 年政府信息公开工作年度报告",
    "{organ}{year}年度政府信息公开工作年度报告",
    "{organ}关于{year}年政府信息公开工作的年度报告",
    "{year}年{organ}政府信息公开工作年度报告",
    "{organ}\n{year}年政府信息公开工作年度报告",
)
PREAMBLES = (
    (
        "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）第五十条和{norm}要求，现公布{organ}{year}年政府信息公开工作年度报告。"
        "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、"
        "存在的主要问题及改进情况、其他需要报告的事项六个部分。"
    ),
    (
        "本报告由{organ}依照《中华人民共和国政府信息公开条例》规定编制，向社会公布。报告共分六个部分，电子版可在{county}人民政府门户网站"
        "（http://www.example.gov.cn）“政府信息公开年报”栏目下载。"
    ),
    (
        "按照《中华人民共和国政府信息公开条例》（国务院令第711号）和上级部署，{organ}认真总结全年工作，编制形成本报告，"
        "内容由总体情况等六部分组成，请社会各界监督。"
    ),
    "为保障公民、法人和其他组织依法获取政府信息，依据《中华人民共和国政府信息公开条例》有关规定，现将{organ}{year}年政府信息公开工作情况报告如下。",
    "{organ}依据《条例》及{norm}编制本年度报告。如对内容有疑问，可与{organ}{office}联系，联系电话：0599-7000{tail}。",
)
PERIODS = (
    "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
    "本报告中所列数据的统计期限为{year}年1月1日至{year}年12月31日。",
    "报告数据统计时间：{year}年1月1日—{year}年12月31日。",
    "本年度报告的统计时段从 {year} 年 1 月 1 日起，到 {year} 年 12 月 31 日止。",
    "统计数据起止时间为{year}年1月1日至12月31日。",
    "（统计期限：{year}年1月1日至{year}年12月31日）",
)
CONTACTS = (
    "联系单位：{organ}{office}；联系电话：0599-7000{tail}；电子邮箱：xxgk{tail}@example.cn；邮政编码：3998{low}。",
    "如对本报告有疑问，请与{organ}{office}联系，地址：{county}青石路{low}号，电话：0599-7000{tail}，邮编：3998{low}。",
    "机构名称：{organ}{office}\n联系电话：0599-7000{tail}\n电子邮箱：xxgk{tail}@example.cn\n通信地址：{county}青石路{low}号\n邮政编码：3998{low}",
)


def words(draft: Draft, rng: random.Random) -> dict[str, str]:
    """What the templates of all prose modules may insert."""
    norm = "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）"
    if draft.form == "2019":
        norm = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）"
    organ = draft.organ
    return {
        "organ": organ.name, "short": organ.short, "county": organ.county, "we": organ.we, "office": organ.office,
        "year": str(draft.year), "next": str(draft.year + 1), "last": str(draft.year - 1), "norm": norm,
        "tail": str(rng.randint(100, 999)), "low": str(rng.randint(10, 99)),
    }  # fmt: skip


def write(draft: Draft, rng: random.Random, *, period_in_front: bool) -> None:
    """Title and preamble; the period stands here or in section six."""
    known = words(draft, rng)
    draft.title = rng.choice(TITLES).format(**known)
    for line in draft.title.split("\n"):
        draft.add("title", line, "title")
    draft.add("p", rng.choice(PREAMBLES).format(**known), "preamble")
    if period_in_front:
        draft.add("p", rng.choice(PERIODS).format(**known), "period")


def period(draft: Draft, rng: random.Random) -> str:
    """The sentence that states 1 January to 31 December."""
    return rng.choice(PERIODS[:5]).format(**words(draft, rng))


def contact(draft: Draft, rng: random.Random) -> list[str]:
    """How to ask about the report, one or several lines."""
    return rng.choice(CONTACTS).format(**words(draft, rng)).split("\n")

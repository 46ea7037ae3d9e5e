"""A full set of facts for each letter that ends a case."""

from gongkai.kernel.remedies import RemedyCode
from tests.kernel.letter_facts import NOTICE, Told, outward, remedy_text, reply

_WITHHELD = (
    {"about": "清单中三名农户的银行账号", "basis": "条例第十五条", "reason": "公开会损害农户的个人隐私"},
    {"about": "结算前的讨论记录", "basis": "条例第十六条第二款", "reason": "属于讨论记录，结算已另行公布"},
)

REPLIED = (
    reply(
        "T20",
        "O01",
        public_place__title="2025年农田灌渠清淤工程结算公示",
        public_place__on="2026年1月15日",
        public_place__address="https://www.molu.example/zhenxi/2026/0115.html",
    ),
    reply(
        "T21",
        "O02",
        supply_list="随本答复提供纸质复印件两份",
        supplied=(
            {"name": "2025年农田灌渠清淤工程结算清单", "form": "纸质复印件", "size": "6页"},
            {"name": "验收意见", "form": "纸质复印件", "size": "2页"},
        ),
        annexes=({"name": "2025年农田灌渠清淤工程结算清单"}, {"name": "验收意见"}),
    ),
    reply(
        "T21",
        "O03",
        how_to_obtain__how="当面查阅、抄录",
        how_to_obtain__where="枕溪镇溪口路1号档案室",
        how_to_obtain__when="2026年3月23日至27日的上班时间",
    ),
    reply(
        "T22",
        "O04",
        "O02",
        "O08",
        "O13",
        given=(
            {"about": "结算清单（遮去三名农户的银行账号）", "how": "随本答复提供纸质复印件，共6页"},
            {"about": "验收意见", "how": "随本答复提供纸质复印件，共2页"},
        ),
        withheld=_WITHHELD[:1],
        unable=(
            {
                "about": "2019年的结算清单",
                "basis": "条例第三十六条第（四）项",
                "decision": "本机关不能提供",
                "reason": "查找了镇档案室和农业农村办公室，没有找到；那一年没有这项工程",
            },
        ),
        separation_note="提供了全部结算项目和金额，遮去了银行账号。",
    ),
    reply(
        "T23",
        "O06",
        withheld=(
            {
                "about": "普查对象的原始登记表",
                "basis": "条例第十四条",
                "reason": "能够识别单个普查对象的资料，法律禁止对外提供",
            },
        ),
        named_law__law="中华人民共和国统计法",
        named_law__article="关于统计资料不得对外提供的条款",
    ),
    reply(
        "T23",
        "O08",
        withheld=_WITHHELD[:1],
        third_party_opinion="三名农户都不同意公开，理由合理。",
    ),
    reply(
        "T23",
        "O10",
        withheld=_WITHHELD[1:],
        discretion_reason="公开讨论记录会使参加讨论的人不敢直言，而最后的结算结果已经公布。",
    ),
    reply(
        "T24",
        "O12",
        access_rule__law="《不动产登记暂行条例》第二十七条",
        access_rule__where="墨鹭县不动产登记中心一楼查询窗口，带身份证",
    ),
    reply(
        "T25",
        "O13",
        search__scope="镇档案室2018年至2025年的工程卷、农业农村办公室的文件柜和电脑",
        search__manner="逐卷翻查，并用“灌渠”“清淤”“结算”检索",
        search__on="2026年3月9日",
        search__result="没有找到",
    ),
    reply(
        "T26",
        "O14",
        why_not_ours="这件工程由墨鹭县水利局组织，结算材料由该局制作。",
        responsible_organ__name="墨鹭县水利局",
        responsible_organ__contact="墨鹭县城清河路8号，电话0555-5550166",
    ),
    reply(
        "T26",
        "O14a",
        archive_transfer__record="1998年的工程卷已于2010年6月移交",
        archive_transfer__name="墨鹭县档案馆",
        archive_transfer__contact="墨鹭县城文庙街3号，电话0555-5550177",
    ),
    reply("T27", "O15", creation_note="各村的账按户登记，没有按您要的年龄段汇总。"),
    reply(
        "T28",
        "O16",
        asked_on="2026年3月4日",
        corrected_on="2026年3月10日",
        corrected_with="“就是修渠的所有材料”",
        correction_history__unclear="没有写是哪一条渠、哪一年",
    ),
    reply("T29", "O17", proper_channel="墨鹭县信访局，墨鹭县城清河路2号，电话0555-5550188"),
    reply(
        "T30",
        "O18",
        earlier__registration_no="2025-0031",
        earlier__number="枕公复〔2025〕11号",
        earlier__on="2025年9月8日",
    ),
    reply("T31", "O19", publication_source="墨鹭县图书馆地方文献室，可以当场查阅"),
    reply(
        "T32",
        "O20",
        request_facts="2026年1月5日至3月2日共提出46件申请，其中40件内容相同",
        asked_on="2026年3月4日",
        reasons_given="“想知道就申请”",
        why_unreasonable="没有说明为什么对同一内容提出40件申请",
    ),
    reply("T33", "O21", earlier_supply="2025年9月8日，枕公复〔2025〕11号，提供了结算清单"),
    reply("T34", "O22", asked_on="2026年3月4日", lapsed_on="2026年3月19日"),
    reply("T35", "O23", asked_on="2026年3月4日", lapsed_on="2026年4月1日", fee_amount="200元"),
    Told(
        "T36",
        ("O24",),
        {**NOTICE, "withdrawn_on": "2026年3月11日", "statement": "您写来信，说已经从村里得到清单"},
    ),
    reply(
        "T37",
        "O25",
        why_not_information="柳坞村村民小组的分红账由村民小组自己记，不是行政机关制作或者取得的。",
    ),
    outward(
        "T40",
        received_on="2026年3月2日",
        registration_no="2026更正-0002",
        record="低保台账中您的出生年份",
        claim="改为1953年",
        result="已于2026年3月18日改为1953年",
        reason="您提交的户口簿和身份证都记载为1953年。",
        remedy=remedy_text(RemedyCode.REVIEW_OR_SUIT),
    ),
    outward(
        "T41",
        received_on="2026年3月2日",
        registration_no="2026更正-0003",
        record="养老保险的缴费年数",
        forwarded_to="墨鹭县人力资源和社会保障局",
        forwarded_contact="墨鹭县城清河路6号，电话0555-5550155",
        forwarded_on="2026年3月6日",
    ),
)

"""Fifty thousand invented items of realistic length, and questions to them: seeded, so that each run meets the same.

Words come as often as in real columns: a few topics make half of everything, 通知 and 人民政府 stand nearly everywhere, the
names of hamlets and document numbers in a few items each.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

SEED = 20260305
LENGTH = 800  # characters of a text, on average
FIRST_ON = date(2016, 1, 1)
DAYS = 3650
# The most frequent first; the nth is met about 1/n times as often as the first.
TOPICS = (
    "公共服务事项 最低生活保障 农村低保 惠农补贴 耕地地力保护补贴 征地补偿 宅基地审批 防汛抗旱 森林防火 财政预算 财政决算 三公经费 "
    "城乡居民医疗保险 养老保险 残疾人两项补贴 高龄津贴 特困供养 临时救助 危房改造 乡村振兴项目 衔接资金 村级公益事业 小额信贷 土地流转 "
    "人居环境整治 垃圾分类 厕所改造 河长制 饮用水水源 秸秆禁烧 安全生产检查 食品安全 校园周边整治 义务教育招生 计划生育奖励扶助 "
    "退役军人优待 就业创业培训 公益性岗位 行政执法 行政处罚 行政许可 政府采购 招标投标 道路施工 供水管网 危险废物 社会组织登记 殡葬管理 "
    "动物防疫 农机购置补贴 病虫害防治 粮食收购 应急预案 地质灾害 水库移民 村务公开 信访接待 法律援助 人民调解 文化惠民 全民健身"
).split()
FORMS = (
    "通知 公示 公告 实施方案 工作方案 管理办法 办事指南 情况说明 结果公示 明细表 工作总结 政策解读".split()
)
VERBS = "开展 组织 落实 加强 推进 规范 核查 公布 审核 登记 发放 受理 办理 监督 整改 验收 申报 评议 调整 完善".split()
OBJECTS = (
    "申请材料 工作台账 资金使用 责任清单 服务窗口 办理时限 审批流程 评议结果 家庭收入 名单 项目进度 检查记录 群众意见 举报电话 "
    "办事群众 实施细则 年度计划 村民小组 驻村干部 网格员 监督小组 应急物资 值班人员 公示栏 便民服务中心 党群服务中心 经办人员"
).split()
PLACES = "枕溪镇 灯下镇 望山乡 石渡镇 临湖乡 松口镇 白沙街道 云岭乡".split()
SYLLABLES = "青白石林溪桥湾坪岭塘坝洲垄塅坳陂墩圩窑庙杨李陈吴周郑何罗梁谢"
KINDS = (
    ("information",) * 12
    + ("notice",) * 5
    + ("policy",) * 3
    + ("normative", "interpretation", "news", "guide")
)


@dataclass(frozen=True, slots=True)
class Made:
    """One invented item."""

    number: int
    organ: int  # its place in the list of organs
    kind: str
    title: str
    doc_no: str
    on: date
    validity: str
    text: str


def items(count: int, *, organs: int) -> Iterator[Made]:
    """So many items of so many organs, the oldest first."""
    dice = random.Random(SEED)
    weights = [1 / (place + 1) for place in range(len(TOPICS))]
    for number in range(count):
        organ = dice.randrange(organs)
        topic = dice.choices(TOPICS, weights)[0]
        kind = dice.choice(KINDS)
        on = FIRST_ON + timedelta(days=number * DAYS // count)
        place, form = PLACES[organ % len(PLACES)], dice.choice(FORMS)
        has_number = dice.random() < 0.3
        yield Made(
            number=number,
            organ=organ,
            kind=kind,
            title=_title(dice, topic, form, place=place, year=on.year),
            doc_no=f"{place[0]}政发〔{on.year}〕{number % 97 + 1}号" if has_number else "",
            on=on,
            validity=dice.choices(("valid", "repealed", "expired"), (8, 1, 1))[0]
            if kind in {"policy", "normative"}
            else "",
            text=_text(dice, topic, place=place, on=on),
        )


def _title(dice: random.Random, topic: str, form: str, *, place: str, year: int) -> str:
    if dice.random() < 0.5:
        return f"{place}{year}年{topic}{form}"
    return f"{place}人民政府关于{dice.choice(VERBS)}{topic}{dice.choice(OBJECTS)}的{form}"


def _text(dice: random.Random, topic: str, *, place: str, on: date) -> str:
    """Sentences until it is long enough; lengths differ as those of real items do."""
    wanted = max(120, min(6000, round(dice.lognormvariate(0, 0.6) * LENGTH * 0.84)))
    sentences = [f"{place}人民政府根据上级关于{topic}的要求，结合本镇实际，现将有关事项通知如下。"]
    length = len(sentences[0])
    while length < wanted:
        about = topic if dice.random() < 0.3 else dice.choice(TOPICS)
        hamlet = "".join(dice.choices(SYLLABLES, k=2))
        sentences.append(
            f"{dice.choice(VERBS)}{about}{dice.choice(OBJECTS)}，由{hamlet}村{dice.choice(OBJECTS)}负责"
            f"{dice.choice(VERBS)}，涉及{dice.randrange(2, 900)}户，于{on.year}年{dice.randrange(1, 13)}月"
            f"{dice.randrange(1, 29)}日前{dice.choice(VERBS)}{dice.choice(OBJECTS)}。"
        )
        length += len(sentences[-1])
    return "".join(sentences)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the mix; `kind` says which part of it."""

    kind: str
    words: str
    page: int = 1
    narrowed: tuple[str, ...] = ()  # which filters, with values of the corpus


def questions(count: int) -> list[Asked]:
    """The mix, per hundred: 24 common words, 12 rare ones, 18 of two words, 10 of three, 6 of four, 6 of a whole
    sentence-like run, 5 document numbers, 7 narrowed by one filter, 5 by three, 4 for page 3, 3 single characters."""
    dice = random.Random(SEED + 1)
    made = [question for _ in range(-(-count // 100)) for question in _hundred(dice)]
    dice.shuffle(made)
    return made[:count]


def _hundred(dice: random.Random) -> Iterator[Asked]:
    common = [*TOPICS[:12], *FORMS[:6], "人民政府", "低保", "补贴", "公示", "村民"]
    words = [*TOPICS, *OBJECTS, *VERBS, *PLACES]
    yield from (Asked("common", dice.choice(common)) for _ in range(24))
    yield from (Asked("rare", "".join(dice.choices(SYLLABLES, k=2)) + "村") for _ in range(12))
    for parts, times in ((2, 18), (3, 10), (4, 6)):
        yield from (Asked(f"{parts} words", " ".join(dice.sample(words, parts))) for _ in range(times))
    yield from (Asked("run", _run(dice)) for _ in range(6))
    yield from (Asked("number", _number(dice)) for _ in range(5))
    filters = ("organ", "kind", "year", "place")
    yield from (Asked("one filter", dice.choice(common), narrowed=(dice.choice(filters),)) for _ in range(7))
    yield from (Asked("three filters", dice.choice(common), narrowed=filters[:3]) for _ in range(5))
    yield from (Asked("page 3", dice.choice(common), page=3) for _ in range(4))
    yield from (Asked("one character", dice.choice("镇村补公路水粮")) for _ in range(3))


def _run(dice: random.Random) -> str:
    return dice.choice(PLACES) + dice.choice(TOPICS[:20]) + dice.choice(FORMS)


def _number(dice: random.Random) -> str:
    return f"{dice.choice(PLACES)[0]}政发[{dice.randrange(2016, 2026)}]{dice.randrange(1, 98)}号"

"""More words for longer reports: matters that touch no figure and no claim."""

import random

from tests.specimens.make.draft import Draft, Passage
from tests.specimens.make.prose.upkeep import known_words

MANAGEMENT = (
    "在公文办理环节，拟稿人依照《条例》逐件提出公开属性建议，{office}在核稿时一并审核，没有标注公开属性的退回补正，公开属性随文件一同归档，做到源头有据、过程可查。",
    "信息发布前，先由经办人核对来源和数据，再由责任{unit}负责人审核文字表述，最后由{office}统一审签；涉及群众个人信息的，一律作隐去处理，确保既公开到位又保护隐私。",
    "对历年留存的文件资料进行整理，区分现行有效、部分失效和已经废止三种情形，分类保存、分类标注，方便群众查找，也方便{we}工作人员办理业务时引用。",
    "坚持每周巡查、每月通读，重点检查错别字、错误链接和过期信息，发现问题当日登记、及时更正，形成发现、整改、复核的闭环。",
    "建立信息保存目录，纸质文件与电子文件同步归档，明确保管人员和借阅手续，防止信息遗失、损毁，也避免多头提供、口径不一。",
    "对于跨部门形成的信息，由牵头起草的单位负责公开，其他单位配合核对内容，发布之后相互告知，避免同一事项前后表述不同。",
)
PLATFORM = (
    "按照统一规范对专栏页面作了梳理，栏目名称简明易懂，层级不超过三级，群众从首页进入后可以较快找到所需内容；对于排版混乱、字号过小的页面，逐一重新编排。",
    "考虑到老年人和残疾人的阅读习惯，在专栏中提供大字版式和语音播报入口，并在{hall}放置纸质资料，由值班人员协助查询、打印，让信息真正送到群众手中。",
    "政务新媒体账号实行专人值守，发布前与网站内容相互核对，做到口径一致；对群众留言先登记、后分办，由{office}跟踪办理进度并统一回复。",
    "在各村（社区）公开栏设置固定版面，对惠民补贴、救助对象、工程建设等群众关心的事项及时张贴，并留存照片备查，线上线下相互补充。",
    "与网站运维单位保持日常联系，对专栏的访问速度、检索结果和附件下载情况定期测试，遇有故障及时报修，保障平台稳定可用。",
)
SAFEGUARDS = (
    "年初召开专题会议，学习上级文件精神，研究全年工作安排，把任务分解到人、落实到岗；年中对照任务逐项检查进度，年末进行总结，查漏补缺，推动工作走深走实。",
    "组织新入职人员学习《条例》及有关规定，通过以老带新、案例讲解、模拟答复等方式，帮助其尽快掌握公开范围、程序和文书格式，提高实际操作能力。",
    "聘请法律顾问参与疑难事项的研究，对公开与否把握不准的内容，先请示、后办理，做到于法有据、程序规范、说理充分。",
    "主动接受人大代表、政协委员和新闻媒体的监督，对提出的意见认真研究，能够立即改进的马上改进，需要逐步改进的列入计划，并向提出人说明情况。",
    "落实日常联络制度，各责任{unit}明确一名联络员，人员变动时及时办理交接，保证工作不断档、不脱节。",
)
MEASURES = (
    "与此同时，{we}将把群众是否满意作为检验工作的标准，多渠道听取意见建议，对好的做法及时总结推广，对薄弱环节持续加以改进，推动各项要求落到实处。",
    "今后，{we}将继续加强统筹协调，明确任务分工和完成时限，定期通报工作进展，以更加扎实的作风做好各项公开工作，为经济社会发展营造良好环境。",
)


def write(draft: Draft, rng: random.Random, *, amount: int) -> None:
    """Add `amount` paragraphs or so to each of the topics three to five, and one to section five.

    A closing word about everything could pass for the measure that a problem was left without.
    """
    known = known_words(draft, rng)
    for tag, texts in (
        ("s1.management", MANAGEMENT), ("s1.platform", PLATFORM), ("s1.safeguards", SAFEGUARDS),
    ):  # fmt: skip
        for text in rng.sample(texts, min(amount, len(texts))):
            _after(draft, tag, text.format(**known))
    if not draft.unanswered:
        _after(draft, "s5.measures", rng.choice(MEASURES).format(**known))


def _after(draft: Draft, tag: str, text: str) -> None:
    at = max(i for i, passage in enumerate(draft.passages) if passage.tag == tag)
    draft.passages.insert(at + 1, Passage("p", text, tag))

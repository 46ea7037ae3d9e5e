"""Topics three to five of section one: management, platform, supervision with its results."""

import random

from tests.specimens.make.draft import Draft
from tests.specimens.make.prose.opening import words

MANAGEMENT = (
    "严格落实信息发布“三审三校”制度，由经办人初审、分管负责人复审、主要负责人终审，坚持“先审查、后公开”，确保内容准确、表述规范。",
    "健全政府信息动态管理机制，对已公开的文件逐一标注有效、废止或失效，全年清理过期信息{a}条次，未发生失泄密事件。",
    "明确{office}为政府信息公开工作机构，制作公文时同步确定公开属性，依法不予公开的说明理由，重要信息发布前开展保密审查。",
    "完善政府信息制作、获取、保存、处理全过程管理，规范文件起草、审核、发布、备案流程，做到底数清、情况明。",
    "{we}建立政府信息资源台账，按月更新机构职能、领导信息、财政资金等栏目，专人负责对错链、错别字进行排查整改。",
    "对{last}年以来发布的信息开展“回头看”，更正错误表述{b}处，补充发布信息来源，信息质量进一步提高。",
    "按照“谁主管、谁提供、谁负责”的原则，将栏目维护任务分解到各责任{unit}，建立信息登记、审签和归档制度。",
)
PLATFORM = (
    "依托{county}人民政府门户网站政府信息公开平台，优化法定主动公开内容栏目设置，完善检索功能，方便群众查询。",
    "持续用好门户网站、政务新媒体两个阵地，对栏目名称和层级进行规范调整；在{hall}设置政务公开专区，配备查询终端{b}台。",
    "加强平台内容保障，对照公开目录按时更新信息；运营“{short}发布”微信公众号，线上线下同步公开。",
    "发挥网站第一平台作用，做好政府信息公开专栏日常运维；利用公开栏、广播、宣传册等形式，让不会上网的群众也能看得到、听得懂。",
    "整合栏目{b}个，下线长期不更新的栏目；平台全年访问量{a}万余次，政府信息公开专栏运行稳定。",
    "完善政府信息公开指南和目录，公开指南全年更新{b}次；在{hall}设立信息查阅点，提供查阅、咨询、申请受理服务。",
)
SUPERVISION = (
    "成立由主要负责人任组长的政务公开工作领导小组，将政府信息公开纳入年度目标管理；全年组织业务培训{b}场，培训{a}人次。",
    "{office}对各责任{unit}信息发布情况每季度检查一次，发现问题限期整改；公开监督电话，接受群众监督。",
    "定期召开工作推进会，学习《条例》及相关文件，参加上级业务培训{b}次，工作人员能力有所提升。",
    "畅通监督渠道，全年受理群众意见建议{b}件，均已办结；{upper}日常监测通报中未被点名。",
    "落实专人负责信息公开日常工作，建立通报和约谈制度，对更新不及时的栏目督促整改。",
)
ASSESSMENT = (
    "工作考核方面，{year}年度{upper}政务公开考核结果为良好等次。",
    "{we}将政府信息公开纳入年终绩效考核，考核结果均为合格以上。",
    "在{upper}组织的{year}年政务公开工作考核中，{short}考核得分92.5分。",
    "对各责任{unit}开展政府信息公开工作考核，考核结果全部达标，并作为评先评优的依据。",
)
REVIEW = (
    "社会评议方面，发放问卷{c}份，满意率为97.6%。",
    "开展社会评议1次，邀请代表{b}名参加，评议结果为满意。",
    "{year}年组织政府信息公开社会评议，群众满意度98%。",
    "主动接受社会评议，评议结果总体良好，对收集到的意见均已采纳反馈。",
)
ACCOUNTABILITY = (
    "{year}年未发生因政府信息公开工作被责任追究的情况。",
    "全年责任追究0起。",
    "责任追究方面，本年度没有因违反《条例》规定被追究责任的情形。",
    "未发生政府信息公开责任追究事项。",
)


def known_words(draft: Draft, rng: random.Random) -> dict[str, str]:
    """What the templates of section one may insert."""
    kind = draft.organ.kind
    extra = {
        "unit": "单位" if kind == "county" else "科室",
        "hall": {"township": "便民服务中心", "street": "便民服务中心", "county": "县政务服务中心"}.get(kind, "办事大厅"),
        "upper": "全市" if kind == "county" else "全县",
        "a": str(rng.randint(12, 90)), "b": str(rng.randint(2, 9)), "c": str(rng.randint(60, 300)),
    }  # fmt: skip
    return {**words(draft, rng), **extra}


def management(draft: Draft, rng: random.Random) -> list[str]:
    """Topic three: one or two passages."""
    known = known_words(draft, rng)
    return [text.format(**known) for text in rng.sample(MANAGEMENT, rng.randint(1, 2))]


def platform(draft: Draft, rng: random.Random) -> list[str]:
    """Topic four."""
    known = known_words(draft, rng)
    return [text.format(**known) for text in rng.sample(PLATFORM, rng.randint(1, 2))]


def supervision(draft: Draft, rng: random.Random, *, without: tuple[str, ...]) -> list[str]:
    """Topic five with the three results, less those named in `without`."""
    known = known_words(draft, rng)
    parts = [rng.choice(SUPERVISION[1:3] if "assessment" in without else SUPERVISION)]
    results = (("assessment", ASSESSMENT), ("review", REVIEW), ("accountability", ACCOUNTABILITY))
    parts += [rng.choice(variants) for name, variants in results if name not in without]
    texts = [part.format(**known) for part in parts]
    return texts if rng.random() < 0.4 else ["".join(texts)]

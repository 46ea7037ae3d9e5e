"""Topic one of section one: how much was published, with breakdowns that add up."""

import random

from tests.specimens.make.draft import Draft
from tests.specimens.make.prose.opening import words

PLAIN = (
    "{year}年，{we}通过{county}人民政府门户网站主动公开政府信息{n}条，及时回应群众关切。",
    "全年主动公开政府信息 {n} 条，内容涉及机构职能、财政预决算、民生保障等方面，公众可在线查阅。",
    "{year}年度，{short}累计主动公开各类政府信息{n}件，较好地保障了公众知情权。",
    "严格落实《条例》第二十条、第二十一条规定，对照目录逐项梳理，{year}年共主动公开信息{n}条，未发生应公开未公开的情形。",
    "{we}坚持以公开为常态、不公开为例外，{year}年发布政府信息共计{n}条。",
    "{year}年新增和变更主动公开政府信息{n}条，其余栏目按期维护。",
)
BREAKDOWNS = (
    "{year}年，{we}共主动公开政府信息{n}条，其中{parts}。",
    "全年累计主动公开政府信息{n}条。其中，{parts}。",
    "{year}年度共公开政府信息{n}条（{parts}），全部按时限发布。",
    "{short}全年主动公开信息{n}条，按类别分：{parts}。",
)
CATEGORIES = (
    "政策文件类信息", "财政预决算信息", "民生保障类信息", "机构职能信息", "应急管理类信息",
    "工作动态信息", "乡村振兴类信息", "人事信息", "重大项目信息", "办事指南信息",
)  # fmt: skip
DOCUMENTS = (
    "全年制发行政规范性文件{i}件，废止{r}件，现行有效{e}件，均已在网站集中公开。",
    "规范性文件管理方面，{year}年制发行政规范性文件{i}件，本年废止{r}件，截至年底现行有效行政规范性文件{e}件。",
    "对行政规范性文件开展集中清理，本年制发{i}件、废止{r}件，现行有效{e}件。",
)
NO_DOCUMENTS = (
    "本年度未制发行政规范性文件。",
    "{year}年没有制定出台行政规范性文件。",
    "全年未制定、未废止行政规范性文件。",
)
ASIDES = (
    "同时，制作政策解读材料{a}篇，举办政策宣讲{b}场。",
    "此外，通过微信公众号推送图文{a}篇，阅读量{b}00余次。",
    "围绕群众关心的热点，回复网民留言{a}次，办结率100%。",
    "全年召开新闻发布会{b}场，接受媒体采访{a}次。",
)


def write(draft: Draft, rng: random.Random, *, count: int | None) -> list[str]:
    """Sentences of the topic; `count` None leaves the number of items out."""
    known = words(draft, rng)
    sentences = [_headline(draft, rng, count, known)]
    sentences.append(_documents(draft, rng, known))
    if rng.random() < 0.4:
        sentences.append(rng.choice(ASIDES).format(a=rng.randint(3, 40), b=rng.randint(1, 9), **known))
    return ["".join(sentences)]


def _headline(draft: Draft, rng: random.Random, count: int | None, known: dict[str, str]) -> str:
    draft.published = count
    if count is None:
        return "{we}认真执行主动公开制度，围绕中心工作，在{county}人民政府门户网站及时公开各类政府信息，不断提高透明度。".format(
            **known
        )
    if count < 8 or rng.random() < 0.5:
        return rng.choice(PLAIN).format(n=count, **known)
    names = rng.sample(CATEGORIES, rng.randint(2, 5))
    amounts = _split(rng, count, len(names))
    parts = "，".join(f"{name}{amount}条" for name, amount in zip(names, amounts, strict=True))
    if rng.random() < 0.4:
        parts = parts.replace("，", "、")
    return rng.choice(BREAKDOWNS).format(n=count, parts=parts, **known)


def _split(rng: random.Random, total: int, parts: int) -> list[int]:
    cuts = sorted(rng.sample(range(1, total), parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def _documents(draft: Draft, rng: random.Random, known: dict[str, str]) -> str:
    row = draft.figures.table2["normative_docs"]
    if draft.form == "2019" or rng.random() < 0.35:
        return ""
    issued, repealed, in_force = (int(row[name] or 0) for name in ("issued", "repealed", "in_force"))
    if issued == repealed == 0:
        return rng.choice(NO_DOCUMENTS).format(**known) if in_force == 0 or rng.random() < 0.5 else ""
    for column, value in (("issued", issued), ("repealed", repealed), ("in_force", in_force)):
        draft.claim(value, f"table2.normative_docs.{column}")
    return rng.choice(DOCUMENTS).format(i=issued, r=repealed, e=in_force, **known)

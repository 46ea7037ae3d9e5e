"""The reference pages about the site: duties, sign-in rules, who may come to which address, what the ledger notes.

The first two are law data alone. The others ask Django, which is started here as the tests start it: over a folder that
disappears with the process.
"""

import json
import os
import re
from argparse import ArgumentParser, _SubParsersAction
from collections import defaultdict
from collections.abc import Iterator, Mapping

from docs.markdown import page, table
from gongkai.kernel.duties import Duty, Reach
from gongkai.lawbook.accounts import account_rules
from gongkai.lawbook.articles import articles
from gongkai.lawbook.duties import duties as all_duties

REACHES = {Reach.ORGAN: "本机关", Reach.SUBTREE: "本机关和全部下级机关"}
NOT_DUTIES = {
    "public": "任何人",
    "signed_in": "已登录的人，没有职责也可以",
    "office": "担任任何一项现有职责的人",
}
# What a fact of an event is: by what the sentence says of it, or by its name.
FACTS = {
    "organs.organ": "机关",
    "foundations.user": "人员",
    "act": "事项",
    "problem": "理由",
    "reason": "理由",
    "model": "类别",
    "year": "年度",
    "because": "原因",
    "duties": "职责",
    "stage": "环节",
    "next": "环节",
    "verb": "结论",
}
_PARTS = {"subject": "对象", "organ": "机关", "by": "办理人", "at": "时间"}
_BLANK = re.compile(r"\{(\w+)(?:\[(\w+)\])?(?::([\w.]+))?\}")


def openapi() -> str:
    """The description of the interface for programs."""
    start_django()
    from gongkai.web.api.describing import schema

    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def duties() -> str:
    """Every duty: what it is for, how far it reaches, what it may not be combined with."""
    known = all_duties()
    told = (
        (one.name, f"`{one.code}`", one.does, REACHES[one.reach], _apart(one, known))
        for one in known.values()
    )
    flags = (
        (one.name, *map(_yes, (one.signs, one.needed, one.stand_in, one.delegable))) for one in known.values()
    )
    return page(
        "职责",
        "一个人在一个机关担任什么职责，决定他能看到什么、能办什么；没有超级用户。"
        "数据在 `src/gongkai/law/duties.toml`，本机关可以在 `GONGKAI_LAW_DIR` 中另定一份。",
        table(("职责", "编码", "做什么", "管辖范围", "不得兼任"), told),
        "同一个人不得兼任的职责，不论在哪个机关都不得兼任。",
        table(("职责", "签字", "必设", "可代理", "可委托"), flags),
        "- 签字：办理的人须设置第二道登录验证。\n"
        "- 必设：每个机关都应当有人担任，空缺时后台会提醒。\n"
        "- 可代理：空缺时，上级主管部门可以指定代理人，到任命时为止。\n"
        "- 可委托：担任的人可以在一段时间内委托给本机关的同事，受委托的不得再委托。",
    )


def _apart(duty: Duty, known: Mapping[str, Duty]) -> str:
    others = [other.name for other in known.values() if duty.is_apart_from(other)]
    return "其他全部职责" if len(others) == len(known) - 1 else "、".join(others)


def _yes(holds: object) -> str:
    return "是" if holds else ""


def accounts() -> str:
    """What holds for every account."""
    rules = account_rules()
    rows = (
        ("口令长度", f"至少 {rules.length} 个字符"),
        (
            "口令构成",
            f"大写字母、小写字母、数字、其他字符中至少 {rules.kinds} 类；不能是常见口令，不能与登录名、姓名相近",
        ),
        ("口令重复", f"不能与最近 {rules.not_the_last} 次用过的相同"),
        ("口令期限", f"{rules.expiry.days} 天后须更换" if rules.expiry else "不限"),
        (
            "锁定",
            f"同一登录名从同一地址连续输错 {rules.failures} 次，锁定 {rules.lockout.seconds // 60} 分钟",
        ),
        (
            "同一地址",
            f"一小时内输错 {rules.address_failures} 次的，{rules.lockout.seconds // 60} 分钟内不再接受",
        ),
        ("输错的记录", f"每小时最多逐条记 {rules.noted} 次，其余合并记一次"),
        ("没有操作", f"{rules.idle.seconds // 60} 分钟后退出"),
        ("最长登录", f"{int(rules.longest.total_seconds()) // 3600} 小时"),
        ("同时登录", f"最多 {rules.at_once} 处，超过时最早的一处退出"),
        ("第二道验证", "担任签字职责的人必须设置；其他人可以设置"),
        ("备用码", f"一次 {rules.codes} 个，每个只能用一次，只存哈希"),
        (
            "登录记录",
            f"时间、地址、浏览器保留 {rules.kept.days} 天；登录这件事在台账中长期保留，地址只存哈希",
        ),
    )
    return page(
        "登录的规矩",
        "数据在 `src/gongkai/law/accounts.toml`，本机关可以在 `GONGKAI_LAW_DIR` 中另定一份。"
        "登录、退出、输错、锁定、改口令都记入台账。",
        table(("事项", "规矩"), rows),
    )


def addresses() -> str:
    """Who may come to which address."""
    start_django()
    from gongkai.web.gate.routes import Access, rules

    names = defaultdict(list)
    patterns = dict(_patterns())
    for rule in rules():
        if rule.access is not Access.CLOSED:
            who = "、".join(all_duties()[code].name for code in rule.duties) or NOT_DUTIES[rule.access]
            names[f"`/{patterns[rule.name]}`", who].append(f"`{rule.name}`")
    rows = ((address, "、".join(sorted(named)), who) for (address, who), named in sorted(names.items()))
    closed = sorted(rule.name for rule in rules() if rule.access is Access.CLOSED)
    return page(
        "网址",
        "每个网址谁能进入，写在 `src/gongkai/web/gate/routes.toml`；没有写在那里的，一律不开放。"
        "进去以后看得到哪几行，由各类数据的可见范围决定；每件事办不办得成，办理时再按职责判断一次。",
        table(("网址", "名称", "谁能进入"), rows),
        "## 不开放",
        "以下来自 Wagtail，本系统不用，谁来都答“没有这个网页”；末尾的 `*` 表示以此开头的全部网址。",
        "、".join(f"`{name}`" for name in closed) + "。",
    )


def _patterns(within: object = None, *, route: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Every named address of the site with its pattern."""
    from django.urls import URLResolver, get_resolver

    for each in (within or get_resolver()).url_patterns:
        below = route + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _patterns(each, route=below, space=inner)
        elif each.name:
            yield f"{space}{each.name}", below


def events() -> str:
    """Every kind of event with what it says."""
    start_django()
    from gongkai.web.ledger.registry import EventKind, all_kinds
    from gongkai.web.office.rooms.ledger import AREAS

    kinds: dict[str, list[EventKind]] = defaultdict(list)
    for kind in all_kinds().values():
        kinds[kind.code.partition(".")[0]].append(kind)
    parts = (
        f"## {AREAS.get(area, area)}\n\n"
        + table(
            ("编码", "写成什么", "依据"),
            (
                (f"`{one.code}`", _sentence(one.code, one.sentence), articles().get(one.code, ""))
                for one in kinds[area]
            ),
        )
        for area in sorted(kinds)
    )
    return page(
        "台账记什么",
        "台账的一条在页面上是一句话：“张三于2026年3月5日09:30……，依据……。”下面是各类事项中间的一段；"
        "【】中的是那一件的内容，名称按现在的叫法。没有固定句子的，逐项列出由什么改为什么。",
        "个人信息和长文字不记入台账，只记带密钥的哈希，句子中写作“（内容不记入台账）”。",
        "各类事项的依据在 `src/gongkai/law/articles.toml`，本机关可以在 `GONGKAI_LAW_DIR` 中另定一份；"
        "没有列出的，没有专门的依据，或者由办理的人写明。依据中不能写证件号码、电话号码。",
        *parts,
    )


def _sentence(code: str, sentence: str) -> str:
    """A sentence with its blanks as people read them."""

    def filled(found: re.Match[str]) -> str:
        part, name, says = found.groups()
        if part in {"before", "after"}:
            now = "现" if "{before[" in sentence else ""
            return f"【{'原' if part == 'before' else now}{_label(code, name)}】"
        return f"【{_PARTS.get(part) or FACTS.get(says or name, '数')}】"

    return _BLANK.sub(filled, sentence) or "（逐项列出）"


def _label(code: str, column: str) -> str:
    """What a column is called that an event of this kind tells of; the models of one app call it much the same."""
    from django.db.models import DateField

    from gongkai.web.ledger.registry import all_tracked

    if column == "name":
        return "名称"
    of_app = [one for one in all_tracked().values() if one.label.startswith(code.partition(".")[0])]
    every = [*of_app, *all_tracked().values()]
    field = next(one.field(column) for one in every if column in (*one.fields, *one.digests))
    return "日期" if isinstance(field, DateField) else str(field.verbose_name)


def arguments(command: str) -> list[tuple[str, str]]:
    """What can be written behind a command of the site, and what it means; behind a verb, that verb's."""
    start_django()
    from django.core.management import get_commands, load_command_class

    parser = ArgumentParser(add_help=False)
    load_command_class(get_commands()[command], command).add_arguments(parser)
    return list(_arguments(parser))


def _arguments(parser: ArgumentParser, *, behind: str = "") -> Iterator[tuple[str, str]]:
    for each in parser._actions:  # noqa: SLF001 - argparse tells it nowhere else
        if isinstance(each, _SubParsersAction):
            told = {one.dest: one.help for one in each._choices_actions}  # noqa: SLF001 - as above
            for verb, inner in each.choices.items():
                yield f"`{verb}`", told.get(verb) or ""
                yield from _arguments(inner, behind=f"{verb} ")
        elif each.dest != "help":
            name = each.option_strings[0] if each.option_strings else each.metavar or each.dest
            value = (
                "" if not each.option_strings or each.nargs == 0 else f" {each.metavar or each.dest.upper()}"
            )
            yield f"`{behind}{name}{value}`", " ".join((each.help or "").split())


def start_django() -> None:
    """Load every app, and with them what they register and define."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.web.settings.test")
    import django
    from django.urls import get_resolver

    django.setup()
    assert get_resolver().url_patterns  # the screens, too, define and register

"""What the sheet of an organ tells: facts, and tables of what stands inside it, below it and in its past."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.duties import duties
from gongkai.web.foundations import clock
from gongkai.web.office.rows import Rows, day, link, period, rows
from gongkai.web.organs import selectors
from gongkai.web.organs.models import Organ, Remedy
from gongkai.web.people import selectors as people


def lead(organ: Organ) -> str:
    """What must be known first: that it is no more, or what it lacks."""
    if not organ.is_active:
        heirs = "、".join(str(one) for one in selectors.responsible_on(organ, clock.today()))
        return f"{organ.get_status_display()}（{day(organ.until_on)}）。现在由{heirs}负责。"
    lacking = people.vacancies(organ, clock.today())
    return f"还没有人担任：{'、'.join(duty.name for duty in lacking)}。" if lacking else ""


def facts(organ: Organ) -> Iterator[tuple[str, Any]]:
    """Label and value, in the order in which a guide has them."""
    for name in ("short_name", "code"):
        yield _label(name), getattr(organ, name)
    yield "级别与类别", f"{organ.get_level_display()}，{organ.get_kind_display()}"
    yield "上级机关", organ.parent or "无"
    yield "主管部门", selectors.authority_of(organ) or "无"
    for name in ("address", "postcode", "phone", "fax", "email", "online_channel", "office_hours"):
        yield _label(name), getattr(organ, name)
    yield "制定权", "有规章或者行政规范性文件制定权" if organ.has_rule_making_power else "无"
    yield "答复主体", selectors.respondent_of(organ)
    yield "出具单位", selectors.issuing_office_of(organ)
    for remedy in Remedy:
        body = selectors.remedy_body_on(organ, clock.today(), remedy=remedy)
        yield remedy.label, f"{body}{'，' + body.address if body.address else ''}" if body else ""
    yield "公开页面", link(reverse("portal:organ", args=[organ.slug]), "在公开网站上查看")


def _label(name: str) -> str:
    return str(Organ._meta.get_field(name).verbose_name)


def sections(organ: Organ) -> Rows:
    return rows(
        ("名称", "负责人", "说明", "起止"),
        (
            (
                section,
                section.head,
                "政府信息公开工作机构" if section.is_disclosure_office else "",
                period(section.since_on, section.until_on) if section.since_on else "",
            )
            for section in organ.sections.select_related("head")
        ),
    )


def held(organ: Organ, viewer: Viewer) -> Rows:
    """Who holds or will hold which duty, in the order of the law data; the vacant ones that are needed too."""
    today, known = clock.today(), duties()
    current = (
        people.history(organ, viewer=viewer)
        .holding(since_on=today, until_on=None)
        .filter(person__is_active=True)
    )
    order = {code: place for place, code in enumerate(known)}
    lines: list[Iterable[Any]] = [
        (
            one.duty_name,
            link(reverse("people:sheet", args=[one.person_id]), one.person),
            one.get_kind_display(),
            period(one.since_on, one.last_on),
        )
        for one in sorted(current, key=lambda one: order.get(one.duty, len(order)))
    ]
    lines += [(duty.name, "（空缺）", "", "") for duty in people.vacancies(organ, today)]
    return rows(("职责", "人员", "方式", "起止"), lines)


def below(organ: Organ) -> Rows:
    children = organ.children.order_by("path")[:100]
    return rows(
        ("名称", "类别", "状态"),
        (
            (
                link(reverse("organs:sheet", args=[one.pk]), one),
                one.get_kind_display(),
                one.get_status_display(),
            )
            for one in children
        ),
    )


def numbers(organ: Organ, year: int) -> Rows:
    return rows(
        ("用途", "格式", f"{year}年已取", "状态"),
        (
            (
                family,
                family.pattern,
                family.numbers.filter(year=year).count(),
                "启用" if family.is_open else "停用",
            )
            for family in organ.number_families.all()
        ),
    )


def past(organ: Organ) -> Rows:
    lines: list[tuple[str, str, str]] = [
        (day(past.until_on), f"由“{past.name}”更名", past.document) for past in organ.former_names.all()
    ]
    lines += [
        (day(one.since_on), f"{one.functions or '全部职能'}移交{one.successor}", one.document)
        for one in organ.successions.select_related("successor")
    ]
    lines += [
        (day(one.since_on), f"承接{one.organ}的{one.functions or '全部职能'}", one.document)
        for one in organ.inherited.select_related("organ")
    ]
    return rows(("日期", "事项", "依据"), lines)

"""Publishes invented items in a copy of the demo, through the chain; run in the site's own environment.

Prints the addresses by name as JSON.
"""

import json
import os
from dataclasses import replace
from datetime import date, timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.web.settings.site"

import django

django.setup()

from django.db import transaction  # noqa: E402 - Django must have started
from django.utils import timezone  # noqa: E402

# These, too, need Django to have started.
from gongkai.kernel.duties import SYSTEM  # noqa: E402
from gongkai.web.catalogue import actions as catalogue  # noqa: E402
from gongkai.web.disclosure import actions, guide  # noqa: E402
from gongkai.web.disclosure.actions import Content, File  # noqa: E402
from gongkai.web.disclosure.models import Item  # noqa: E402
from gongkai.web.foundations import files  # noqa: E402
from gongkai.web.organs.models import Organ  # noqa: E402
from gongkai.web.people import actions as people  # noqa: E402
from gongkai.web.people.selectors import viewer_for  # noqa: E402
from tests.web.disclosure.conftest import Town  # noqa: E402

NOW = timezone.now()
DUTIES = {
    "clerk": "clerk",
    "reviewer": "secrecy_reviewer",
    "leader": "chief_leader",
    "publisher": "publisher",
}
PARAGRAPHS = [
    f"第{number}条　本办法所称补贴，是指对在本镇范围内种植水稻的农户、家庭农场和农民专业合作社，按照实际种植面积给予的资金补贴。"
    for number in ("一", "二", "三", "四", "五", "六", "七", "八")
]
VILLAGES = [
    ("渡口村", 1200, 144000),
    ("柳岸村", 860, 103200),
    ("石桥村", 1430, 171600),
    ("芦花村", 705, 84600),
]
TABLE = (
    '<table><caption>各村补贴面积和金额</caption><thead><tr><th scope="col">村</th><th scope="col">面积（亩）</th>'
    '<th scope="col">标准（元/亩）</th><th scope="col">金额（元）</th><th scope="col">备注</th></tr></thead><tbody>'
    + "".join(
        f"<tr><td>{name}</td><td>{acres}</td><td>120</td><td>{money}</td><td>经村民代表会议公示七日无异议</td></tr>"
        for name, acres, money in VILLAGES
    )
    + "</tbody></table>"
)
BODY = (
    "<h2>一、总则</h2>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:4])
    + "<h2>二、标准</h2><p>每亩补贴120元，自2026年起执行。</p>"
    + TABLE
    + "<h3>（一）申领</h3><ol><li>农户向村民委员会申报；</li><li>村民委员会核实后公示；</li><li>农业服务中心复核。</li></ol>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[4:])
)


WORDS = {"summary": "概述。", "formed_on": date(2026, 1, 20)}


def main() -> None:
    """A policy in its second wording, explained; what it took the place of; a guide; a notice that is gone; a long list."""
    organ = Organ.objects.get(slug="zhenxi")
    town = Town(**{part: _viewer(duty, organ) for part, duty in DUTIES.items()})
    catalogue.adopt_starter(organ, by=SYSTEM, at=NOW)
    rows = list(organ.catalogue_rows.filter(is_statutory=True).order_by("order"))
    policy = _policy()
    item = _published(town, organ, policy, kind="policy", row=rows[2])
    _change(town, item)
    found = {
        "policy": _path(item),
        "changes": f"{_path(item)}changes/1-2/",
        "version": f"{_path(item)}versions/1/",
    }
    found |= _around(town, organ, item, policy)
    for number in range(52):
        title = f"枕溪镇{2021 + number % 5}年第{number + 1}号公告"
        _published(town, organ, Content(title=title, body="<p>公告。</p>", **WORDS), row=rows[number % 6])
    print(json.dumps(found))


def _policy() -> Content:
    """A policy with two forms."""
    with transaction.atomic():
        form = files.keep(b"%PDF-1.4", media_type="application/pdf", ending="pdf")
        acres = files.keep("村,亩".encode(), media_type="text/csv", ending="csv")
    return Content(
        title="枕溪镇人民政府关于印发《枕溪镇2026年水稻种植补贴实施办法》的通知",
        summary="规定2026年水稻种植补贴的对象、标准和申领办法。",
        body=BODY,
        doc_no="枕政发〔2026〕3号",
        effective_on=date(2026, 2, 1),
        formed_on=date(2026, 1, 20),
        source="枕溪镇农业服务中心",
        keywords="水稻 补贴",
        attachments=(File("水稻种植补贴申领表.pdf", form), File("各村面积.csv", acres)),
    )


def _change(town: Town, item: Item) -> None:
    """Its second wording."""
    later = NOW + timedelta(seconds=1)
    town.change(item, body=BODY.replace("每亩补贴120元", "每亩补贴150.5元").replace("七日", "五日"), at=later)
    town.publish(item, at=later)


def _around(town: Town, organ: Organ, item: Item, policy: Content) -> dict[str, str]:
    """What stands around the policy, and one of each other kind."""
    asked = Content(
        title="水稻种植补贴问答", body="<h2>问：谁可以申领？</h2><p>答：实际种粮的人。</p>", **WORDS
    )
    explained = {"kind": "interpretation", "interprets": item, "interpretation_form": "questions"}
    old = _published(town, organ, replace(policy, title="枕溪镇2021年水稻种植补贴办法"), kind="policy")
    head = _viewer("section_head", organ)
    actions.change_validity(old, "repealed", on=date(2026, 2, 1), by=head, at=NOW, by_item=item)
    secrecy = Content(title="政府信息公开保密审查制度", body="<p>先审查、后公开。</p>", **WORDS)
    _published(town, organ, secrecy, kind="regime")
    _published(town, organ, Content(title="镇领导走访种粮大户", body="<p>动态。</p>", **WORDS), kind="news")
    gone = _published(town, organ, Content(title="低保对象公示", body="<p>公示。</p>", **WORDS))
    actions.withdraw(gone, reason="涉及个人隐私", by=town.clerk, at=NOW)
    return {
        "answers": _path(_published(town, organ, asked, **explained)),
        "repealed": _path(old),
        "guide": _path(_published(town, organ, guide.compiled(organ, NOW.date()), kind="guide")),
        "gone": _path(gone),
    }


def _published(town: Town, organ: Organ, content: Content, **fields: object) -> Item:
    return town.publish(town.draft(organ, content, at=NOW, **fields), at=NOW)


def _viewer(duty: str, organ: Organ):
    """Somebody who holds the duty in the organ; he is enrolled for it alone."""
    person = people.enrol(f"items-{duty}", f"演示{duty}", organ=organ, by=SYSTEM, at=NOW)
    people.appoint(person, duty, organ=organ, since_on=date(2024, 1, 1), by=SYSTEM, at=NOW)
    return viewer_for(person.pk, NOW.date())


def _path(item) -> str:
    return f"/organs/{item.organ.slug}/items/{item.pk}/"


if __name__ == "__main__":
    main()

"""What published reports say of how much was made public, said again by the counts of items entered through the screens."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

import pytest
from django.test import Client

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.models import Item
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW, sign_in

from .conftest import answers

# Category, how many, whether the law asks for it; of the first there are 82 in the report.
PREACHED = "“红色挎包”理论宣讲信息"
TOWN = (
    ("预决算信息", 2, True),
    ("内设机构信息", 1, True),
    ("领导成员及分工信息", 1, True),
    ("信息公开指南信息", 1, True),
    ("政府信息公开年报信息", 1, True),
)
SAID = (
    "公开政府信息{}条，其中“红色挎包”理论宣讲信息{}条，预决算信息2条，内设机构信息1条，"
    "领导成员及分工信息1条，信息公开指南信息1条，政府信息公开年报信息1条"
)


@dataclass(frozen=True, slots=True)
class Office:
    """Four colleagues at their browsers."""

    organ: int
    clerk: Client
    reviewer: Client
    leader: Client
    publisher: Client

    def enter(self, title: str, row: Row) -> Item:
        """From the empty form to the public page."""
        said = {
            "title": title,
            "summary": f"{title}。",
            "body": f"<p>{title}的内容。</p>",
            "formed_on": "2026-01-05",
            "attribute": "active",
        }
        self._send(self.clerk, "draft/", said | {"organ": self.organ, "kind": "information", "row": row.pk})
        item = Item.objects.latest("pk")
        self._through(item)
        return item

    def change(self, item: Item) -> None:
        """Another wording of what is public, from the form to the public page."""
        said = {
            "title": item.title,
            "summary": "有变更。",
            "body": f"<p>{item.title}变更以后的内容。</p>",
            "formed_on": "2026-01-05",
            "attribute": "active",
            "based_on": item.latest.number,
        }
        self._send(self.clerk, f"{item.pk}/edit/", said)
        self._through(item)

    def _through(self, item: Item) -> None:
        """送审, two signatures, 发布."""
        self._send(self.clerk, f"{item.pk}/submit/", {"chain": "small"})
        review = Review.objects.latest("pk")
        for colleague in (self.reviewer, self.leader):
            review.refresh_from_db()
            ticked = {"stage": review.stage, "opinion": ""} | answers(review)
            self._send(colleague, f"{review.pk}/pass/", ticked, room="reviews")
        self._send(self.publisher, f"{item.pk}/publish/", {})
        item.refresh_from_db()

    def _send(self, colleague: Client, path: str, said: dict, *, room: str = "items") -> None:
        answer = colleague.post(f"/office/{room}/{path}", said)
        assert answer.status_code == 302, answer.context["form"].errors

    def counts(self) -> str:
        """What the page of counts shows, as text in one line."""
        page = self.clerk.get("/office/counts/").text
        return squeezed(unescape(re.sub(r"<[^>]+>", "|", page)))


@pytest.fixture
def office(organ, person_with) -> Office:
    duties = ("clerk", "secrecy_reviewer", "chief_leader", "publisher")
    return Office(organ.pk, *(sign_in(Client(), person_with(duty, organ)) for duty in duties))


def rows(organ, categories: Iterable[tuple[str, int, bool]]) -> dict[str, Row]:
    """A row of the organ's own catalogue for each category."""
    return {
        name: catalogue.add_row(
            Row(
                organ=organ,
                level1="本机关事项",
                name=name,
                basis="年度报告",
                channels=["website"],
                is_statutory=is_statutory,
            ),
            by=SYSTEM,
            at=NOW,
        )
        for name, _count, is_statutory in categories
    }


def enter(office, organ, categories) -> None:
    """So many items in each category."""
    kept = rows(organ, categories)
    for name, count, _is_statutory in categories:
        for number in range(1, count + 1):
            office.enter(f"{name}第{number}期", kept[name])


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("preached", [4, pytest.param(82, marks=pytest.mark.soak)])
def test_88_items_give_the_sentence_of_the_report(office, organ, preached):
    """As many as in the report in the soak, a few of them in every run."""
    categories, every = ((PREACHED, preached, False), *TOWN), preached + 6
    enter(office, organ, categories)
    told = office.counts()
    assert f"枕溪镇人民政府：共{SAID.format(every, preached)}。" in told
    for name, count, is_statutory in categories:
        nature = "法定主动公开内容" if is_statutory else "其他"
        assert f"|{name}||{nature}||{count}||0||{count}|" in told
    assert f"|合计||||{every}||0||{every}|" in told
    assert f"|本平台||{every}|" in told


@pytest.mark.parametrize(("new", "changed"), [(4, 2), pytest.param(28, 7, marks=pytest.mark.soak)])
def test_35_new_and_changed_ones_give_the_sentence_of_the_report(office, organ, new, changed):
    """As many as in the report in the soak, a few of them in every run."""
    both = new + changed
    kept = rows(organ, [("工作信息", new, True)])["工作信息"]
    items = [office.enter(f"工作信息第{number}期", kept) for number in range(new)]
    for item in items[:changed]:
        office.change(item)
    told = office.counts()
    assert f"共新增和变更主动公开政府信息{both}条，其中工作信息{both}条。" in told
    assert f"|工作信息||法定主动公开内容||{new}||{changed}||{both}|" in told
    assert f"|本平台||{new}|" in told, "an item counts once in a channel, however often it was changed"


@pytest.mark.real_reports
@pytest.mark.parametrize(
    ("name", "said"),
    [("guguantun-2024", SAID.format(88, 82)), ("anle-2023", "新增和变更主动公开政府信息35条")],
)
def test_these_are_the_words_of_the_published_reports(real_reports, name, said):
    text = (real_reports / f"{name}.txt").read_text("utf-8-sig")
    assert squeezed(said) in squeezed(text)

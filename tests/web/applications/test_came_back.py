"""What did not arrive, and by which way it arrived at last: told alike by the case, the applicant's page, bundle and volume."""

from dataclasses import replace

import pytest

from gongkai.kernel.paper import PaperTable
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions import announcing, serving
from gongkai.web.applications.archive import check as archive_check
from gongkai.web.applications.archive import record as archive_record
from gongkai.web.applications.bundling import answers
from gongkai.web.applications.bundling.veil import Veil
from gongkai.web.applications.models import Application, Attempt, Reply
from gongkai.web.office.rooms.applications import service_tables
from gongkai.web.office.rooms.applications.returned_forms import BringBack
from gongkai.web.office.rooms.applications.service_forms import Serve
from gongkai.web.portal import my_application
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bureau import REACHABLE, TODAY, Bureau, opened
from .scans import photo
from .test_ways_of_service import TRACKED, WAY, do, moment, on

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def reply(bureau, applied) -> Reply:
    """A signed reply that may go out by every way."""
    return told_again(
        ("signed", "came back"), lambda: bureau.sign(bureau.draft(bureau.take_in(applied), "O02"))
    )


def test_the_way_by_which_it_arrived_is_told_everywhere(bureau, reply) -> None:
    for verb, day in (("post", 0), ("back", 4)):
        do(bureau, Reply.objects.get(), verb, day)
    case = Application.objects.get()
    assert not archive_check.facts_of(case) & {"paper.service", "service.arrived"}
    assert "没有送到申请人" in service_tables.came_back(case)
    assert my_application.page_of(case, on=on(5)).came_back == on(4)
    for verb, day in (("again direct", 6), ("proof", 6)):
        do(bureau, Reply.objects.get(), verb, day)
    case = Application.objects.get()
    assert archive_check.facts_of(case) >= {"service.direct", "paper.service"}
    assert service_tables.came_back(case) == ""
    shown = my_application.page_of(case, on=on(7))
    assert (shown.came_back, shown.replies[0].way, shown.replies[0].tracking_no) == (None, "直接送达", "")
    ways = [answers.served(case, Veil(is_masked=False)), archive_record.record(case)]
    for said in (_first_row(paper, "予以公开告知书", "枕溪政公开答") for paper in ways):
        assert "直接送达" in said
        assert "邮寄送达" not in said
        assert TRACKED not in said


def _first_row(paper, *names: str) -> str:
    """The row that sums a reply up."""
    tables = (block for block in paper.blocks if isinstance(block, PaperTable))
    rows = ("".join(str(cell.content or "") for cell in row) for table in tables for row in table.rows)
    return next(row for row in rows if row.startswith(names) and "送" in row)


def test_what_was_not_sent_does_not_come_back(bureau, reply) -> None:
    said = {"on": on(0), "reason": "原址查无此人。", "name": "退件.jpg", "scan": photo()}
    with pytest.raises(Refused, match="没有等候结果的邮件"):
        announcing.bring_back(reply, **said, by=bureau.clerk, at=moment(0))
    assert not Attempt.objects.exists()
    who = {"row": Application.objects.get(), "viewer": bureau.clerk}
    typed = {"on": str(on(0)), "reason": "原址查无此人。"}
    assert "was_brought" in BringBack(typed, **who).errors
    assert "was_brought" not in BringBack(typed | {"was_brought": "on"}, **who).errors
    do(bureau, reply, "post", 0)
    assert "was_brought" not in BringBack(**who).fields


def test_to_whom_has_no_address_nothing_is_posted_without_one(bureau, applied) -> None:
    nowhere = replace(REACHABLE, address="")
    reply = bureau.sign(bureau.draft(bureau.take_in(applied, identities=(nowhere,)), "O02"))
    case = Application.objects.get()
    posted = {"service": "post", "on": str(TODAY), "tracking_no": TRACKED, **WAY}

    def form(**said) -> Serve:
        return Serve(posted | said, row=case, viewer=bureau.clerk)

    assert set(form().errors) == {"address"}
    assert not form(service="direct").errors
    told = form(address="墨鹭县枕溪镇溪后村3组")
    assert not told.errors
    assert "答复书写明的送达方式是“电子送达”" in told.confirm
    serving.serve(reply, **told.way(), by=bureau.clerk, at=NOW)
    assert Attempt.objects.get().place == "墨鹭县枕溪镇***"

"""What an application must say, what is only hinted at, and what nobody is asked (Art. 29)."""

from dataclasses import replace

import pytest
from django.utils.timezone import localdate

from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import Problem, Refused
from gongkai.web.applications.actions.intake import Enclosed, Wanted, apply
from gongkai.web.applications.application_form import lacking, remarks, tidied
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, CasePaper
from gongkai.web.ledger.models import Event
from tests.web.applications.conftest import PERSON
from tests.web.conftest import NOW

TODAY = localdate(NOW)


@pytest.fixture
def clerk(organ, viewer_of):
    return viewer_of("clerk", organ)


PART = {
    "title": {"wanted": {"title": "", "wanted": ""}},
    "html": {"wanted": {"wanted": "请公开<script>alert(1)</script>补贴明细"}},
    "link": {"wanted": {"title": "<a href='http://example.org'>明细</a>"}},
    "long": {"wanted": {"wanted": "字" * 4001}},
    "form": {"wanted": {"supply_form": "stone"}},
    "name": {"identity": {"name": " "}},
    "name_html": {"identity": {"name": "<img src=x>"}},
    "proof": {"identity": {"id_number": ""}},
    "contact": {"identity": {"phone": "", "email": "", "address": ""}},
    "email": {"identity": {"email": ""}},
    "agent": {"identity": {"agent": "何安"}},
}
TOLD = {
    "title": "没有写明所需政府信息的名称、文号",
    "html": "网页代码（<script>）",
    "link": "网页代码",
    "long": "最多写4000个字",
    "form": "请选择提供形式",
    "name": "没有写明申请人的姓名或者名称",
    "name_html": "“姓名或者名称”中有网页代码",
    "proof": "没有身份证明",
    "contact": "没有联系方式",
    "email": "请填写电子邮箱",
    "agent": "没有代理人的身份证明.*授权委托书",
}


def changed(applied, *, wanted=None, identity=None):
    """The application with other words."""
    return replace(
        applied,
        wanted=replace(applied.wanted, **(wanted or {})),
        identities=(replace(PERSON, **(identity or {})),),
    )


@pytest.mark.parametrize("part", PART)
def test_what_art_29_asks_the_portal_asks(part, applied) -> None:
    with pytest.raises(Refused, match=TOLD[part]):
        apply(changed(applied, **PART[part]), by=PUBLIC, at=NOW)
    assert not Application.objects.exists()
    assert not Event.objects.filter(kind="ledger.refused").exists()  # a slip of the pen is no act


@pytest.mark.parametrize("part", ["proof", "contact", "email", "agent"])
def test_the_office_takes_in_what_lacks_something_and_is_told(part, applied, clerk) -> None:
    letter = replace(changed(applied, **PART[part]), channel="in_person")
    assert apply(letter, by=clerk, at=NOW).application.state == "received"
    assert lacking(tidied(letter))


def test_nothing_more_is_asked_than_name_or_number_and_what_shows_who_it_is(applied) -> None:
    person = Identity(name="周明远", id_type="passport", id_number="E00000000", address="溪前街2号")
    wanted = Wanted(
        title="", wanted="", doc_no="枕政发〔2025〕3号", supply_form="paper", delivery="in_person"
    )
    application = apply(replace(applied, wanted=wanted, identities=(person,)), by=PUBLIC, at=NOW).application
    assert (application.title, application.wanted) == ("枕政发〔2025〕3号",) * 2
    wanted = replace(wanted, doc_no="", wanted="溪前街改造\r\n的预算\x00，" + "还有图纸" * 20)
    application = apply(replace(applied, wanted=wanted, identities=(person,)), by=PUBLIC, at=NOW).application
    assert application.title.startswith("溪前街改造 的预算，还有图纸")
    assert application.title.endswith("…")
    assert "\x00" not in application.wanted


def test_angle_brackets_around_a_title_are_no_tags(applied) -> None:
    wanted = {"title": "<枕溪镇规划>", "wanted": "面积<5亩且>1亩的地块"}
    assert apply(changed(applied, wanted=wanted), by=PUBLIC, at=NOW).application.title == "<枕溪镇规划>"


@pytest.mark.parametrize(
    ("identity", "field"),
    [
        ({"id_number": "110105194912310021"}, "id_number"),
        ({"id_number": "110105491231002"}, "id_number"),
        ({"id_type": "passport", "id_number": "110105194912310021"}, None),
        ({"id_number": "1101051949 1231002x"}, None),
        ({"id_type": "credit_code", "id_number": "91350100M000100Y44"}, "id_number"),
        ({"id_type": "credit_code", "id_number": "91350100M000100Y43"}, None),
        ({"agent": "何安", "agent_id_number": "110105194912310021"}, "agent_id_number"),
        ({"phone": "问村委会"}, "phone"),
        ({"phone": "010-00001234转8"}, None),
        ({"email": "zhou@"}, "email"),
    ],
)
def test_a_slip_in_a_number_is_a_hint_and_no_wall(identity, field, applied, clerk) -> None:
    asked = replace(changed(applied, identity=identity), channel="in_person")
    assert [fault.field for fault in remarks(asked)] == ([field] if field else [])
    assert apply(asked, by=clerk, at=NOW).application.state == "received"


def test_several_apply_together_with_an_agent_and_papers(applied) -> None:
    agent = {"agent": "何安", "agent_id_number": "110105194912310046"}
    second = Identity(name="墨鹭县青禾农机有限公司", id_type="credit_code", id_number="91350100M000100Y43")
    together = replace(
        applied,
        kinds=("natural_person", "commercial_enterprise"),
        identities=(replace(PERSON, **agent), second),
        papers=[Enclosed("authority", "委托书.txt", "兹委托何安代为申请。".encode())],
    )
    application = apply(together, by=PUBLIC, at=NOW).application
    first, other = application.applicants.all()
    assert (application.kind, first.has_agent, other.has_agent) == ("natural_person", True, False)
    assert (first.masked_name, other.masked_name) == ("周**", "墨鹭县青禾农机有限公司")
    paper = CasePaper.objects.get()
    assert (paper.kind, paper.is_for_applicant, paper.added_on) == ("authority", False, TODAY)


def test_a_scan_that_is_no_picture_undoes_everything(applied) -> None:
    with_program = replace(applied, papers=[Enclosed("identity", "身份证.jpg", b"\x7fELF" + bytes(100))])
    with pytest.raises(Problem):
        apply(with_program, by=PUBLIC, at=NOW)
    assert not Application.objects.exists()

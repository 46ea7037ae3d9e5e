"""The chains, checklists, attributes and reasons, as the law data has them."""

import shutil
import tomllib
from datetime import timedelta

import pytest

from gongkai.kernel.checklist import must_be_answered
from gongkai.kernel.duties import Part
from gongkai.kernel.problems import LawInvalid, Refused
from gongkai.kernel.review import Seat
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.files import PACKAGE_LAW

LAW = review_law()


@pytest.mark.parametrize(
    ("chain", "stages"),
    [
        (
            "small",
            [
                ("propose", "propose", ""),
                ("review", "review", "secrecy legality"),
                ("approve", "approve", ""),
            ],
        ),
        (
            "full",
            [
                ("propose", "propose", ""),
                ("cosign", "review", ""),
                ("section_head", "review", ""),
                ("secrecy", "review", "secrecy"),
                ("legality", "review", "legality"),
                ("deputy_leader", "review", ""),
                ("chief_leader", "approve", ""),
            ],
        ),
    ],
)
def test_the_stages(chain, stages):
    told = [
        (stage.code, stage.part, " ".join(one.code for one in stage.checklists))
        for stage in LAW.chains[chain].stages
    ]
    assert told == stages


def test_who_signs_where():
    full = LAW.chains["full"]
    assert full.stage("cosign").seat is Seat.NAMED
    assert full.stage("section_head").seat is Seat.OWN
    assert full.stage("secrecy").duties == ("secrecy_reviewer",)
    assert full.stage("chief_leader").part is Part.APPROVE
    with pytest.raises(KeyError):
        full.stage("nowhere")


@pytest.mark.parametrize(
    ("kind", "level", "chain"),
    [
        ("normative", "township", "full"),
        ("normative", "county", "full"),
        ("policy", "township", "small"),
        ("policy", "county", "full"),
        ("statement", "city", "small"),
        ("news", "province", "small"),
        ("something", "township", "small"),
        ("something", "county", "full"),
        ("something", "nowhere", "small"),
    ],
)
def test_the_usual_chain(kind, level, chain):
    assert LAW.usual(kind, level=level).code == chain


def test_a_normative_document_never_goes_the_light_way():
    assert not LAW.is_enough("small", kind="normative")
    assert LAW.is_enough("full", kind="normative")
    assert LAW.is_enough("small", kind="news")
    assert LAW.is_enough("full", kind="news")


def test_the_checklists():
    secrecy, legality = (one.questions for one in LAW.chains["small"].stage("review").checklists)
    assert [one.code for one in secrecy] == [
        "state_secret",
        "work_secret",
        "trade_secret",
        "privacy",
        "internal_affairs",
        "process_info",
        "security_stability",
        "wording",
        "timing",
    ]
    assert {"competence", "procedure", "higher_law", "fair_competition"} <= {one.code for one in legality}
    assert all(one.ask.endswith("？") and one.passes for one in (*secrecy, *legality))


def test_a_reply_is_asked_what_concerns_a_reply():
    small, full = (LAW.chain(code, kind="reply") for code in ("small", "full"))
    asked = [question.code for question in small.stage("review").questions]
    assert asked == [
        *("reply_secret", "reply_personal"),
        *("reply_third_party", "reply_basis", "reply_separable", "reply_remedy"),
    ]
    assert [one.code for one in full.stage("secrecy").checklists] == ["reply_secrecy"]
    assert LAW.chain("small", kind="news") == LAW.chains["small"]
    assert LAW.chain("nowhere", kind="reply") is None
    on_request = LAW.attributes["on_request"]
    said = {one.code: next(iter(sorted(one.passes))) for one in small.stage("review").questions}
    must_be_answered(small.stage("review").questions, said, attribute=on_request)
    with pytest.raises(Refused, match="国家秘密"):
        must_be_answered(
            small.stage("review").questions, said | {"reply_secret": "yes"}, attribute=on_request
        )


def test_nothing_secret_is_published():
    for question in LAW.chains["full"].stage("secrecy").questions:
        if question.code in {"state_secret", "work_secret", "trade_secret", "privacy", "security_stability"}:
            assert not {code for code in question.otherwise if LAW.attributes[code].is_published}


def test_the_attributes_and_what_is_printed():
    assert {code: (one.sentence, one.is_published) for code, one in LAW.attributes.items()} == {
        "active": ("此件公开发布", True),
        "on_request": ("此件依申请公开", False),
        "withheld": ("此件不公开", False),
        "redacted_active": ("此件删减后公开", True),
    }
    assert [code for code, one in LAW.attributes.items() if not one.needs_reason] == ["active"]


def test_the_reasons():
    assert list(LAW.reasons) == [
        "state_secret",
        "work_secret",
        "law_prohibited",
        "security_stability",
        "trade_secret",
        "privacy",
        "third_party_other",
        "internal_affairs",
        "process_info",
        "enforcement_file",
        "narrow_audience",
    ]
    on_request = {code for code, one in LAW.reasons.items() if "on_request" in one.attributes}
    assert on_request == {
        "trade_secret",
        "privacy",
        "third_party_other",
        "internal_affairs",
        "process_info",
        "enforcement_file",
        "narrow_audience",
    }
    assert LAW.reasons["narrow_audience"].attributes == {"on_request"}


def test_a_link_lasts_a_day_and_ends_after_some_failures():
    assert (LAW.link_lasts, LAW.link_failures) == (timedelta(hours=24), 5)


def test_every_entry_has_its_source():
    data = tomllib.loads((PACKAGE_LAW / "chains.toml").read_text("utf-8"))
    entries = [entry for value in data.values() if isinstance(value, list) for entry in value]
    questions = [question for entry in data["checklist"] for question in entry["question"]]
    assert not [entry["code"] for entry in entries + questions if not entry.get("source")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('part = "propose"', 'part = "review"', "一个提出环节开始"),
        ('part = "approve"', 'part = "review"', "一个批准环节结束"),
        ('part = "propose"', 'part = "dream"', "part"),
        ('duties = ["secrecy_reviewer"]', 'duties = ["stranger"]', "stranger"),
        ('duties = ["secrecy_reviewer"]', "duties = []", "duties"),
        ('checklists = ["secrecy", "legality"]', 'checklists = ["legality"]', "保密审查"),
        ('checklists = ["secrecy", "legality"]', 'checklists = ["secrecy", "wisdom"]', "wisdom"),
        ('section = "named"', 'section = "all"', "section"),
        ('code = "section_head"\nname', 'code = "secrecy"\nname', "同名"),
        ('code = "full"', 'code = "small"', "同名"),
        ('township = "small"', 'township = "tiny"', "tiny"),
        ('least = "full"', 'least = "tiny"', "tiny"),
        ('code = "other"', 'code = "others"', "other"),
        ('code = "news"', 'code = "statement"', "同名"),
        ('attributes = ["on_request"]', 'attributes = ["active"]', "不需要理由"),
        ('attributes = ["on_request"]', 'attributes = ["hidden"]', "hidden"),
        ('question = "privacy"', 'question = "beauty"', "beauty"),
        ('passes = ["no"]', 'passes = ["maybe"]', "maybe"),
        ('otherwise = ["withheld"]', 'otherwise = ["hidden"]', "hidden"),
        ('secrecy = "reply_secrecy"', 'secrecy = "wisdom"', "wisdom"),
        ('legality = "reply_legality"', 'legality = "reply_secrecy"', "同名的核对"),
        ("hours = 24", "hours = 0", "hours"),
        ("failures = 5", "failures = 5\nluck = 1", "luck"),
        ("needs_reason = true", "needs_reasons = true", "needs_reasons"),
    ],
)
def test_a_slip_is_named(tmp_path, old, new, said):
    text = (PACKAGE_LAW / "chains.toml").read_text("utf-8")
    assert old in text
    shutil.copy(PACKAGE_LAW / "duties.toml", tmp_path)
    (tmp_path / "chains.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        review_law(str(tmp_path))


def test_an_office_has_a_chain_of_its_own(tmp_path):
    text = (PACKAGE_LAW / "chains.toml").read_text("utf-8")
    own = text.replace('duties = ["deputy_leader", "chief_leader"]', 'duties = ["office_head"]', 1)
    (tmp_path / "chains.toml").write_text(own, "utf-8")
    assert review_law(str(tmp_path)).chains["small"].stages[-1].duties == ("office_head",)

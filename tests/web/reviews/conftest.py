"""A subject of their own: papers that live in memory, and the people of a township."""

from dataclasses import dataclass, field, replace

import pytest
from django.db import connection

from gongkai.web.ledger.actions import act
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reviews import actions, registry
from gongkai.web.reviews.registry import Proposal, Reviewed
from tests.web.conftest import NOW

LABEL = "tests.paper"
HASH, OTHER_HASH = "a" * 64, "b" * 64
SECRECY = {
    "state_secret": "no",
    "work_secret": "no",
    "trade_secret": "no",
    "privacy": "no",
    "internal_affairs": "no",
    "process_info": "no",
    "security_stability": "no",
    "wording": "no",
    "timing": "yes",
}
LEGALITY = {
    "competence": "yes",
    "procedure": "yes",
    "higher_law": "yes",
    "burdens": "no",
    "fair_competition": "na",
    "coordination": "na",
}
BOTH = SECRECY | LEGALITY
ACTIVE = Proposal("active")
WITHHELD = Proposal("withheld", "privacy", "名册中有村民的病情。")


@dataclass
class Papers:
    """What the papers say now, what the chain told their app, and the approval that is in use."""

    now: dict[int, Reviewed] = field(default_factory=dict)
    told: list[tuple[str, int, str]] = field(default_factory=list)
    in_use: int | None = None

    def new(self, organ, *, kind="policy", section=None, pk=1) -> Reviewed:
        """A paper of an organ."""
        paper = Reviewed(
            LABEL, pk, organ.pk, organ.path, kind, "关于秋收补贴的通知", HASH, f"/papers/{pk}/", section
        )
        self.now[pk] = paper
        return paper

    def edit(self, pk=1, content_hash=OTHER_HASH):
        """Change what a paper says, behind the chain's back."""
        self.now[pk] = replace(self.now[pk], content_hash=content_hash)


@pytest.fixture
def papers(monkeypatch):
    """Papers that may be reviewed."""
    papers = Papers()
    monkeypatch.setattr(registry, "_subjects", dict(registry._subjects))
    registry.subject(
        LABEL,
        current=lambda pk: papers.now[pk],
        approved=lambda pen, review: papers.told.append(("approved", review.subject_id, "")),
        returned=lambda pen, review, reason: papers.told.append(("returned", review.subject_id, reason)),
        in_use=lambda pk: papers.in_use,
    )
    return papers


@pytest.fixture
def staff(person_with, organ):
    """Three people: who proposes, who reviews, who approves; by part, with their viewers."""
    duties = {"clerk": "clerk", "reviewer": "secrecy_reviewer", "leader": "chief_leader"}
    return {name: person_with(duty, organ, name=f"{name}甲") for name, duty in duties.items()}


def viewer(person):
    """Somebody with the duties that he holds now."""
    return viewer_for(person.pk, NOW.date())


def propose(paper, person, *, proposal=ACTIVE, chain="", at=NOW):
    """The act of a subject's app that sends something into the chain."""
    with act("tests.submit", paper.organ, by=viewer(person), at=at) as pen:
        return actions.submit(pen, paper, proposal=proposal, chain=chain)


@pytest.fixture
def proposed(papers, staff, organ):
    """A paper of the township, proposed by its clerk, in the chain of three."""
    return propose(papers.new(organ), staff["clerk"])


@pytest.fixture
def reviewed(proposed, staff):
    """The same, reviewed."""
    return actions.pass_stage(proposed, checklist=BOTH, by=viewer(staff["reviewer"]), at=NOW)


@pytest.fixture
def approved(reviewed, staff):
    """The same, approved."""
    return actions.pass_stage(reviewed, by=viewer(staff["leader"]), at=NOW)


def run(statement, *values):
    """A statement of somebody with the keys of the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)

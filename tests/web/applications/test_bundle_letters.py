"""Letters in a bundle: what came to nothing is marked, and what stays in the office lies apart from what went out."""

from datetime import timedelta

import pytest

from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.lettering import void_letter, write_letter
from gongkai.web.applications.actions.sealing import Stamp, seal
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.models import Letter, Seal
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bundles import files_of, made
from .bureau import TODAY, opened
from .happenings import event
from .scans import photo

pytestmark = pytest.mark.django_db(transaction=True)
UNCLEAR = {"unclear": ({"what": "年份", "how": "写明年份"},)}
STAMP = Stamp(seal=Seal.DISCLOSURE, name="盖章件.jpg", scan=photo(200))


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    return told_again(("in hand",), lambda: bureau.take_in(applied))


def names(bureau, case, folder: str, **said) -> list[str]:
    return [name for name in files_of(made(bureau, case, **said)) if name.startswith(folder)]


@pytest.mark.parametrize("is_masked", [False, True])
def test_what_was_voided_is_marked(bureau, case, is_masked) -> None:
    asked = event("correction_asked", TODAY, limit_on=TODAY + timedelta(days=20))
    step(case, asked, by=bureau.clerk, at=NOW, letters={"T04": UNCLEAR})
    first = Letter.objects.get()
    void_letter(first, reason="写错了村名", by=bureau.office_head, at=NOW)
    second = write_letter(case, "T04", UNCLEAR, by=bureau.clerk, at=NOW)
    letters = names(bureau, case, "09 文书/", is_masked=is_masked)
    assert [first.number in name for name in letters if "（已作废）" in name] == [True]
    assert [second.number in name for name in letters if "（已作废）" not in name] == [True]


@pytest.mark.parametrize("is_masked", [False, True])
def test_what_stays_in_the_office_lies_apart(bureau, case, is_masked) -> None:
    inner = write_letter(case, "T01", {}, by=bureau.clerk, at=NOW)
    write_letter(case, "T03", {}, by=bureau.clerk, at=NOW)
    assert not [one for one in names(bureau, case, "09", is_masked=is_masked) if inner.name in one]
    assert [inner.name in one for one in names(bureau, case, "14 内部用表/", is_masked=is_masked)] == [True]


def test_what_was_sealed_under_a_signature_taken_back_is_marked(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    seal(reply, STAMP, on=TODAY, by=bureau.clerk, at=NOW)
    replying.take_back(reply, reason="依据写错了。", by=bureau.leader, at=NOW)
    bureau.post(bureau.sign(bureau.draft(case, "O02", text="经重新审查，答复如下。")))
    letters = names(bureau, case, "09 文书/")
    assert ["（已作废）" in name for name in letters] == [True, True, False]

"""What was made of a file is the applicant's to have; the file itself is not, whoever knows its number."""

import pypdfium2
import pytest

from gongkai.web.applications.models import CasePaper, PaperKind, Reply
from tests.web.applications.happenings import event
from tests.web.applications.redacted import NAME, NUMBER, PHONE, make, mark, take
from tests.web.applications.redacted_replies import telling
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def answered(bureau, taken_in):
    """A reply that went out with a redacted file."""
    case = taken_in.application
    bureau.let(case, event("assigned", NOW.date()))
    taken = take(bureau, case)
    bureau.draft(case, "O02")
    made = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE, code="O10"))
    bureau.post(bureau.sign(telling(bureau, Reply.objects.get())))
    return made


def test_the_source_is_not_there_for_the_applicant(visitor, answered) -> None:
    sources = CasePaper.objects.filter(kind=PaperKind.SOURCE)
    assert [visitor.get(f"/my-application/papers/{one.pk}").status_code for one in sources] == [404, 404]
    page = visitor.get("/my-application/").text
    assert answered.result.name in page
    assert not [one.name for one in sources if one.name in page]


def test_what_was_made_of_it_is(visitor, answered) -> None:
    answer = visitor.get(f"/my-application/papers/{answered.result_id}")
    with pypdfium2.PdfDocument(answer.content) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert not [secret for secret in (NAME, NUMBER, PHONE) if secret in text]
    assert "每亩补贴九十元" in text

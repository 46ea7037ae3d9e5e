"""What colleagues write about somebody beside his case, all of it more than they should."""

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.announcing import bring_back, send_again
from gongkai.web.applications.actions.attempting import Sent
from gongkai.web.applications.actions.filing import discard_paper, file_paper
from gongkai.web.applications.actions.sealing import Stamp, seal, undo
from gongkai.web.applications.models import Application, FeeNotice, Promotion, Reply
from gongkai.web.ledger.actions import act
from gongkai.web.remedies.actions import Lodged, Ruled, decide, register
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW
from tests.web.disclosure.conftest import answers

from .bureau import TODAY, Bureau
from .scans import photo

RECEIPT, CASE_NO = "财票0077", "（2026）墨0000行初9号"


def took_back_a_file(bureau: Bureau, application: Application, draft: Reply) -> None:
    """The wrong file lay with the reply for a while."""
    who = {"by": bureau.clerk, "at": NOW}
    said = {"name": "周明远家的明细.txt", "data": "周明远的明细".encode(), "reply": draft}
    discard_paper(file_paper(application, kind="supplied", **said, **who), **who)
    file_paper(application, kind="search", name="周明远的检索.txt", data=b"nothing", **who)


def signed(bureau: Bureau, draft: Reply) -> Reply:
    """Whoever submits and signs writes more than he should; the first time it is sent back."""
    reason = "周明远来电说的，"
    first = replying.submit(draft, overrides={"mark": f"{reason}可以写。"}, by=bureau.clerk, at=NOW)
    reviews.send_back(first, reason=f"{reason}要改。", by=bureau.reviewer, at=NOW)
    review = replying.submit(draft, overrides={"mark": f"{reason}可以写。"}, by=bureau.clerk, at=NOW)
    opinion = {"checklist": answers(review), "opinion": f"{reason}同意。"}
    reviews.pass_stage(review, **opinion, by=bureau.reviewer, at=NOW)
    reviews.pass_stage(Review.objects.get(pk=review.pk), by=bureau.leader, at=NOW)
    return Reply.objects.get(pk=draft.pk)


def paid(bureau: Bureau, application: Application) -> None:
    """What the treasury gave him for his money has a number."""
    with act("applications.pay", application.organ_id, by=SYSTEM, at=NOW) as pen:
        said = {"method": "by_item", "quantity": 11, "amount": 100, "proposed_by_id": bureau.clerk.person}
        fee = FeeNotice(application=application, paid_on=TODAY, receipt_no=RECEIPT, **said)
        pen.save(fee, "applications.fee_paid")


def challenged(bureau: Bureau, application: Application) -> None:
    """He went to court and took it back; the promotion that somebody suggested came to nothing."""
    who = {"by": bureau.clerk, "at": NOW}
    lodged = Lodged("suit", "ordinary", "墨鹭县人民法院", CASE_NO, TODAY)
    days = {"decided_on": TODAY, "received_on": TODAY}
    ruled = Ruled(result="suit_withdrawn", instance="first", gist="周明远撤诉。", **days)
    decide(register(application, lodged, **who), ruled, **who)
    with act("applications.suggest_promotion", application.organ_id, by=SYSTEM, at=NOW) as pen:
        said = {"suggested_by": "applicant", "suggested_on": TODAY, "due_on": TODAY, "result": "kept"}
        row = Promotion(application=application, reason="只涉及周明远一家。", decided_on=TODAY, **said)
        pen.save(row, "applications.promotion_decided")


def went_astray(bureau: Bureau, reply: Reply) -> None:
    """It came back, went out again, and the seal was entered for the wrong sheet: the office says so in its own words."""
    who = {"by": bureau.clerk, "at": NOW}
    scan = {"name": "周明远退件.jpg", "scan": photo()}
    bring_back(reply, on=TODAY, reason="周明远已经搬走。", **scan, **who)
    send_again(reply, Sent(service="electronic", on=TODAY, address="zhou@mail.example"), **who)
    row = seal(reply, Stamp(seal="official", name="周明远.jpg", scan=photo(9)), on=TODAY, **who)
    undo(row, reason="扫描的是给周明远的另一份。", **who)

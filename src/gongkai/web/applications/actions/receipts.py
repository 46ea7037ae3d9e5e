"""打印送达回证: the receipt that the addressee signs, with everything filled in that is known before he does."""

from datetime import datetime

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.duties import Viewer
from gongkai.kernel.letters import compose
from gongkai.kernel.problems import Refused
from gongkai.lawbook.letters import letter_law
from gongkai.lawbook.lifecycle import duties_of
from gongkai.web.applications.letters.facts import common_facts
from gongkai.web.applications.service import served
from gongkai.web.applications.service.served import Carried
from gongkai.web.ledger.actions import act

from .moving import held

_FORM = "T55"


def print_receipt(carried: Carried, *, way: str, place: str, by: Viewer, at: datetime) -> bytes:
    """打印送达回证: as PDF, with the addressee's full name; told in the ledger each time. Raises Refused."""
    application = served.application_of(carried)
    with act("applications.print_receipt", application.organ_id, by=by, at=at, subject=carried) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*duties_of("serve"), path=stored.organ.path)
        if (served.reply_of(carried) or carried).signed_on is None:
            raise Refused("文书还没有签发，不能打印送达回证。", "请等审签办结。")
        facts = common_facts(stored, addressee=served.addressee_of(carried)) | {
            "document": served.kind_of(carried),
            "document_no": carried.number,
            "service": way,
            "place": place.strip(),
        }
        letter = compose(letter_law().forms[_FORM], facts)
        wanting = [gap.label for gap in letter.gaps if gap.element and not gap.is_later]
        if wanting:
            raise Refused(f"送达回证还缺：{'、'.join(wanting)}。", "请补填以后再打印。")
        pen.note("applications.receipt_printed", subject=carried)
    return render_paper(letter.paper, "pdf")

"""What the register of documents holds of one organ: a document, a normative one, a consultation, a reconciliation."""

from datetime import date, timedelta

from django.db.models import Model

from gongkai.kernel.duties import SYSTEM
from gongkai.web.documents import actions
from gongkai.web.documents.actions import Entry
from gongkai.web.documents.models import Consultation
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

NAMES = {
    "document": "枕溪墟市摊位安排",
    "normative": "枕溪古渡保护办法",
    "consultation": "枕溪灯会摊位规则",
    "reconciliation": "枕溪镇人民政府2026年1月发文对账",
}


def papers(organ: Organ) -> dict[str, Model]:
    """By what they are called in who_sees.toml."""
    today = NOW.date()
    said = {"document": "policy", "normative": "normative", "consultation": "ordinary"}
    entered = {
        name: actions.register(Entry(NAMES[name], today, doc_type=doc_type), organ=organ, by=SYSTEM, at=NOW)
        for name, doc_type in said.items()
    }
    consultation = Consultation(
        document=entered["consultation"], since_on=today, until_on=date(2099, 12, 31), channels="来信"
    )
    return {
        "document": entered["document"],
        "normative": entered["normative"].normative,
        "consultation": actions.open_consultation(consultation, by=SYSTEM, at=NOW),
        "reconciliation": actions.reconcile(organ, today - timedelta(days=30), by=SYSTEM, at=NOW),
    }

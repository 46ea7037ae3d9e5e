"""By when a document must be public, when it is looked at again, and whether its number is one."""

from datetime import date

from gongkai.kernel.limits import due
from gongkai.kernel.problems import Refused
from gongkai.kernel.workdays import Counted, add_months
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.limits import limits
from gongkai.lawbook.normative import normative_law

from .models import Document

PUBLICATION = "publication"
MAJOR_CONSULTATION = "decision_consultation"


def due_by(document: Document) -> Counted | None:
    """The last day on which publishing is in time; None for what is not to be published or not made yet.

    It is provisional while the holidays of a year on the way are not announced.
    """
    if document.formed_on is None or not document.is_to_be_published:
        return None
    begins = max(document.formed_on, document.active_since_on or document.formed_on)
    return due(limits()[PUBLICATION], begins, calendar=calendar())


def next_look_on(on: date) -> date:
    """When a document that is not to be published is looked at again."""
    return add_months(on, normative_law().reassess_months)


def consultation_days(*, is_major: bool) -> int:
    """For how many days a draft is put before the public at least."""
    return limits()[MAJOR_CONSULTATION].amount if is_major else normative_law().ordinary_consultation_days


def must_be_number(doc_no: str) -> None:
    """机关代字〔年份〕序号号. Raises Refused."""
    if doc_no and (fault := number_fault(doc_no)):
        raise Refused(fault, f"请写成“{normative_law().example}”这样：机关代字、六角括号中的年份、序号、号。")


def number_fault(doc_no: str) -> str:
    """What is wrong with a document number; empty when nothing is."""
    if normative_law().doc_no.fullmatch(doc_no):
        return ""
    if any(bracket in doc_no for bracket in "[]()（）【】［］"):
        return f"文号“{doc_no}”的年份没有用六角括号“〔〕”。"
    if "第" in doc_no:
        return f"文号“{doc_no}”的序号前多了“第”字。"
    if "〕0" in doc_no:
        return f"文号“{doc_no}”的序号编了虚位。"
    return f"文号“{doc_no}”不合格式。"

"""What is kept of an application: the matter, who applied, what happened, whom we asked, what it costs, the papers."""

from .access import AccessKind, PersonalAccess, WrongTry
from .applicant import Applicant, ApplicantKind
from .application import Application, Channel, ConfirmMethod, Delivery, SupplyForm
from .calendar_key import CalendarKey
from .consultation import Consultation, Opinion
from .fee import FeeMethod, FeeNotice
from .happening import Happening
from .inquiry import Contribution, SearchRecord
from .notice import ReleaseNotice
from .paper import CasePaper, PaperKind
from .reply import Reply, Service
from .review_online import ReviewOnline

__all__ = (
    "AccessKind",
    "Applicant",
    "ApplicantKind",
    "Application",
    "CalendarKey",
    "CasePaper",
    "Channel",
    "ConfirmMethod",
    "Consultation",
    "Contribution",
    "Delivery",
    "FeeMethod",
    "FeeNotice",
    "Happening",
    "Opinion",
    "PaperKind",
    "PersonalAccess",
    "ReleaseNotice",
    "Reply",
    "ReviewOnline",
    "SearchRecord",
    "Service",
    "SupplyForm",
    "WrongTry",
)

"""What is kept of an application: the matter, who applied, what happened, whom we asked, what it costs, the papers."""

from .access import AccessKind, PersonalAccess, WrongTry
from .applicant import Applicant, ApplicantKind
from .application import Application, Channel, ConfirmMethod, Delivery, SupplyForm
from .archive import Destruction, DestructionState, Transfer, Volume
from .attempt import Attempt
from .calendar_key import CalendarKey
from .consultation import Consultation, Opinion
from .fee import FeeMethod, FeeNotice
from .happening import Happening
from .inquiry import Contribution, SearchRecord
from .letter import Letter
from .notice import ReleaseNotice
from .paper import CasePaper, PaperKind
from .promotion import (
    AlikeHow,
    Promotion,
    PromotionMember,
    PromotionResult,
    PublishedAnswer,
    SuggestedBy,
)
from .redaction import Redaction, RedactionState
from .reply import Reply, Service
from .review_online import ReviewOnline
from .seal import Seal, Sealing

__all__ = (
    "AccessKind",
    "AlikeHow",
    "Applicant",
    "ApplicantKind",
    "Application",
    "Attempt",
    "CalendarKey",
    "CasePaper",
    "Channel",
    "ConfirmMethod",
    "Consultation",
    "Contribution",
    "Delivery",
    "Destruction",
    "DestructionState",
    "FeeMethod",
    "FeeNotice",
    "Happening",
    "Letter",
    "Opinion",
    "PaperKind",
    "PersonalAccess",
    "Promotion",
    "PromotionMember",
    "PromotionResult",
    "PublishedAnswer",
    "Redaction",
    "RedactionState",
    "ReleaseNotice",
    "Reply",
    "ReviewOnline",
    "Seal",
    "Sealing",
    "SearchRecord",
    "Service",
    "SuggestedBy",
    "SupplyForm",
    "Transfer",
    "Volume",
    "WrongTry",
)

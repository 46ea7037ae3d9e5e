"""The models of the register of documents."""

from .consultation import Consultation, ConsultationStatus, Opinion, OpinionVerdict, Sender
from .document import Document, DocumentStatus, DocumentType, OpinionOnAttribute, Origin
from .normative import NormativeDocument, NormativeStep
from .reconciliation import Reconciliation

__all__ = [
    "Consultation",
    "ConsultationStatus",
    "Document",
    "DocumentStatus",
    "DocumentType",
    "NormativeDocument",
    "NormativeStep",
    "Opinion",
    "OpinionOnAttribute",
    "OpinionVerdict",
    "Origin",
    "Reconciliation",
    "Sender",
]

"""The states and results of applications of which the program itself speaks. An office may word its law data anew, and add
to them; each of these must be there, or what looks for it would find nothing without a word."""

from enum import StrEnum


class CaseStateCode(StrEnum):
    """Where an application can stand."""

    UNCONFIRMED = "unconfirmed"
    RECEIVED = "received"
    AWAITING_CORRECTION = "awaiting_correction"
    PROCESSING = "processing"
    CONSULTING = "consulting"
    AWAITING_REASON = "awaiting_reason"
    AWAITING_PAYMENT = "awaiting_payment"
    DRAFTED = "drafted"
    UNDER_REVIEW = "under_review"
    SIGNED = "signed"
    SERVED = "served"
    CLOSED = "closed"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    LAPSED_CORRECTION = "lapsed_correction"
    LAPSED_FEE = "lapsed_fee"
    VOIDED_DUPLICATE = "voided_duplicate"
    SPLIT = "split"


class OutcomeCode(StrEnum):
    """How an application can end, as far as something hangs on just this result; partial, pending and overdue follow from
    others or from the day, and are never chosen."""

    PARTIAL = "O04"
    THIRD_PARTY = "O08"
    NOT_OURS = "O14"
    IN_ARCHIVE = "O14a"
    STILL_UNCLEAR = "O16"
    REPEAT = "O18"
    CORRECTION_LAPSED = "O22"
    FEE_LAPSED = "O23"
    WITHDRAWN = "O24"
    APPLICANT_GONE = "O26"
    DUPLICATE = "O27"
    PENDING = "O28"
    OVERDUE = "O29"

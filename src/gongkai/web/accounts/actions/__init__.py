"""Changes to accounts; each is an act in the ledger, most of them in the chain of the installation."""

from .passwords import change_password, must_keep_the_rules, reset_password, set_password
from .second_factor import (
    Shown,
    begin_second_factor,
    confirm_second_factor,
    key_in_words,
    renew_codes,
    reseal,
    reset_second_factor,
    show_code,
    verify,
)
from .sign_ins import note_failure, note_lock, sign_in, sign_out, unlock
from .sittings import end_sitting, expire, see

__all__ = [
    "Shown",
    "begin_second_factor",
    "change_password",
    "confirm_second_factor",
    "end_sitting",
    "expire",
    "key_in_words",
    "must_keep_the_rules",
    "note_failure",
    "note_lock",
    "renew_codes",
    "reseal",
    "reset_password",
    "reset_second_factor",
    "see",
    "set_password",
    "show_code",
    "sign_in",
    "sign_out",
    "unlock",
    "verify",
]

"""How somebody wants the public pages shown, kept in the one cookie that these pages know.

The cookie's value is the list of what differs from the usual, in a fixed order, e.g. `large-contrast`; whatever else a
browser sends counts as the usual, so that there are few ways in which one page can look.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase

COOKIE = "display"
KEPT_FOR = timedelta(days=365)
TERMINAL_FOR = timedelta(days=30)  # not used, it becomes an ordinary browser again

Answer = TypeVar("Answer", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class Display:
    """Size of the text, contrast, and whether this is a terminal in a hall, perhaps with a printer."""

    is_large: bool = False
    is_high: bool = False
    is_kiosk: bool = False
    has_printer: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What differs from the usual: names of classes in the style sheet."""
        said = {
            "large": self.is_large,
            "contrast": self.is_high,
            "kiosk": self.is_kiosk,
            "printer": self.has_printer,
        }
        return tuple(word for word, holds in said.items() if holds)

    @property
    def key(self) -> str:
        """The same in one short word, for the cookie and for whatever keeps pages."""
        return "-".join(self.words) or "normal"

    def changed(self, asked: str) -> "Display":
        """After one of the buttons was pressed: `large` and `contrast` go on and off, `normal` ends both."""
        if asked == "large":
            return replace(self, is_large=not self.is_large)
        if asked == "contrast":
            return replace(self, is_high=not self.is_high)
        return replace(self, is_large=False, is_high=False) if asked == "normal" else self


_KNOWN = {
    shown.key: shown
    for large, high, (kiosk, printer) in product(
        (False, True), (False, True), ((False, False), (True, False), (True, True))
    )
    for shown in [Display(large, high, kiosk, printer)]
}


def of(request: HttpRequest) -> Display:
    """How whoever asks wants it."""
    return _KNOWN.get(request.COOKIES.get(COOKIE, ""), Display())


def kept(answer: Answer, shown: Display, *, is_secure: bool) -> Answer:
    """The answer, with the cookie that keeps the choice; the usual needs none."""
    if shown == Display():
        answer.delete_cookie(COOKIE, samesite="Lax")
    else:
        kept_for = TERMINAL_FOR if shown.is_kiosk else KEPT_FOR
        answer.set_cookie(COOKIE, shown.key, max_age=kept_for, samesite="Lax", secure=is_secure)
    return answer

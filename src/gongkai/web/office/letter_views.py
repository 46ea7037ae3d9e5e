"""文书与核对: the letter of a reply at its true size, its gaps marked, and beside it the sheet that is looked through before
it is signed."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from gongkai.kernel.letter_checks import LetterCheck
from gongkai.kernel.paper import Paper, Passage
from gongkai.web.applications.letters.release_notices import noticed_with
from gongkai.web.applications.models import Reply
from gongkai.web.applications.models.ground import HANDLERS, SIGNERS
from gongkai.web.applications.replies.known import OF_THE_CASE
from gongkai.web.applications.replies.letters import decision_of, form_of, latest
from gongkai.web.applications.replies.reply import notice_of, paper_of
from gongkai.web.applications.replies.signing import failing, is_ahead, review_of, sheet_of, shown_on
from gongkai.web.foundations import clock

from .pages import Sheet

# Places of which nobody has told yet what stands there.
_GAP = re.compile(r"(〔(?:待填|签发时填写)：[^〕]*〕)")
_ELEMENT = "element."
# Where something is mended, by what is wrong: the act of the case, or the page of the organ.
_ORGANS = frozenset({"remedy", f"{_ELEMENT}remedy", f"{_ELEMENT}organ", f"{_ELEMENT}contact"})
_ACTS = {
    "due": ("explain-lateness", "draft"),
    "chain": ("submit",),
    "personal": ("draft", "submit"),
    "annexes": ("draft", "discard-paper"),
    "redaction": ("redact", "draft"),
    f"{_ELEMENT}received_on": ("receive",),
    f"{_ELEMENT}registration_no": ("receive",),
}
_SEARCHES = "search."


class LetterPage(Sheet):
    """The page of the letter, for those who handle the case or sign."""

    template_name = "office/case_reply_letter.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Only with a reply, and only for whoever handles or signs there."""
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        path = self.row.organ.path
        self.reply = latest(self.row)
        if self.reply is None or request.viewer.holds(*HANDLERS, *SIGNERS, path=path) is None:
            raise Http404(f"application {self.row.pk} has no letter for {request.user.pk}")

    def get_page_title(self) -> str:
        """What the page is."""
        return "文书与核对"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The list and the case."""
        case = {"url": self.room.address_of(self.row), "label": self.room.title_of(self.row)}
        return [*super().get_breadcrumbs_items(), case]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The paper, the sheet, and where the reply is sent in or signed."""
        context = super().get_context_data(**kwargs)
        offered = {act.name: (act.title, address) for act, address in context["acts"]}
        shown = shown_on(self.reply, on=clock.today())
        told = {"reply": self.reply, "lines": list(lines_of(paper_of(shown))), "review": self._review()}
        told["notices"] = [list(lines_of(notice_of(one))) for one in noticed_with(shown, on=clock.today())]
        return context | told | {"submit": offered.get("submit")} | self._checked(offered)

    def _checked(self, offered: dict[str, tuple[str, str]]) -> dict[str, Any]:
        """What fails first, with the way to where it is mended; nothing is sent in before."""
        sheet = sorted(sheet_of(self.reply, on=clock.today()), key=_place)
        left = failing(sheet)
        ways = {name: way for name, way in offered.items() if not left or name != "submit"}
        checks = [(check, None if check.passes else _mended(check, self.reply, ways)) for check in sheet]
        ahead = [check.code for check in sheet if is_ahead(check)]
        return {"checks": checks, "failing": left, "ahead": ahead, "is_ready": not left}

    def _review(self) -> str:
        """Where the reply is signed, while somebody still has to."""
        review = review_of(self.reply)
        is_open = review is not None and self.reply.signed_on is None
        return reverse("reviews:sheet", args=[review.pk]) if is_open else ""


def _place(check: LetterCheck) -> tuple[bool, bool]:
    """What fails stands first, then what is done with the signatures."""
    return check.passes, is_ahead(check)


def lines_of(paper: Paper) -> Iterator[dict[str, Any]]:
    """The passages of a letter by their place on the sheet, each in pieces: words, and the gaps between them."""
    for block in paper.blocks:
        if isinstance(block, Passage):
            pieces = [(piece, _GAP.fullmatch(piece) is not None) for piece in _GAP.split(block.text) if piece]
            yield {"role": block.role.value, "pieces": pieces}


def _mended(check: LetterCheck, reply: Reply, offered: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    """The words and the address of the way to where it is mended; None where that is nobody's who reads this."""
    if check.code in _ORGANS:
        return "打开机关的资料", reverse("organs:sheet", args=[reply.application.organ_id])
    names = ("search",) if _is_of_a_search(check, reply) else _ACTS.get(check.code, ("draft",))
    return next((offered[name] for name in names if name in offered), None)


def _is_of_a_search(check: LetterCheck, reply: Reply) -> bool:
    """Whether the case itself lacks a search; whatever else it lacks is seen on its own page."""
    code = check.code.removeprefix(_ELEMENT)
    element = next((one for one in form_of(decision_of(reply)).elements if one.code == code), None)
    facts = element.facts if element else frozenset()
    return bool(facts & OF_THE_CASE) and all(name.startswith(_SEARCHES) for name in facts)

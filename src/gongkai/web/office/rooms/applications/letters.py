"""Acts that send a letter: what the letter still has to be told is asked for with them, and it is read before it goes out."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from gongkai.kernel.letter_forms import LetterFacts, LetterForm
from gongkai.kernel.paper import Paper, PaperTable, Passage
from gongkai.kernel.problems import Problem
from gongkai.lawbook.letters import letter_law
from gongkai.web.applications.actions.lettering import Letters
from gongkai.web.applications.letters.drafts import LetterDraft, drafted
from gongkai.web.applications.letters.fields import facts_from, fields_of
from gongkai.web.applications.letters.known import BESIDE, Around
from gongkai.web.applications.letters.suggestions import suggested_of
from gongkai.web.foundations import clock

from .moves import CaseForm

TEMPLATE = "office/case_letter.html"
# What the case, the organ's own data and the law say of every letter; nobody types it, and what lacks there is mended there.
_NEVER_ASKED = (
    *("organ", "addressee", "you", "received_on", "registration_no", "wanted", "signed_on", "number"),
    *("contact_office", "contact_phone", "contact_address", "basis", "remedy", "service", "return_to"),
)
# What the fields of an act, the clock and the rows of the case say, by letter.
_SAID_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "T04": ("limit_on",),
    "T05": ("limit_on",),
    "T06": ("reply_due_on", "extension_days", "new_due_on", "reason"),
    "T07": ("about", "answer_days"),
    "T07a": ("letter_no", "about"),
    "T08": ("consulted", "because", "article", "sent_on"),
    "T09": ("about", "answer_days"),
    "T10": ("about", "question", "limit_on"),
    "T12": ("fee_basis", "fee_standard", "fee_lines", "fee_amount", "payment_days"),
    "T13": ("reply_due_on", "delayed_on", "reason"),
    "T34": ("asked_on", "lapsed_on"),
    "T35": ("asked_on", "lapsed_on", "fee_amount"),
    "T36": ("withdrawn_on",),
}
_BUTTON = "看文书"


class WithLetter(CaseForm):
    """A form whose act sends letters. The first round shows them; the second, with nothing changed, sends them."""

    letters: tuple[str, ...] = ()
    sends = ""
    # Whether what the letter tells is asked for before the rest.
    facts_first = False
    # The one that follows, when nobody has read the letters yet.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    on_paper = forms.BooleanField(
        label="不由系统出具文书（补记）",
        required=False,
        help_text="以前已经用纸质文书告知、或者另行告知的选这一项：只登记日期，文书的扫描件请用“材料入卷”入卷。",
    )
    drafts: tuple[LetterDraft, ...] = ()

    @property
    def button(self) -> str:
        """What the next round does."""
        is_read = self.drafts and all(draft.is_whole for draft in self.drafts)
        return self.sends if is_read or self.is_on_paper else _BUTTON

    @property
    def papers(self) -> list[tuple[LetterDraft, list[dict[str, Any]]]]:
        """The letters as the page shows them."""
        return [(draft, lines_of(draft.letter.paper)) for draft in self.drafts]

    @property
    def is_on_paper(self) -> bool:
        """Whether there is nothing to be sent, as far as the officer has said."""
        return bool(self.data.get("on_paper") if self.is_bound else self.fields["on_paper"].initial)

    def ask_for_letters(self) -> None:
        """A field for everything that the letters have to be told and nothing else says."""
        begun: dict[str, str] = {}
        for form in self._forms():
            fields = fields_of(form, dict.fromkeys(self._said_of(form), "…") | {"others": ()})
            begun |= suggested_of(form.code, self.begun_around())
            for name, field in fields.items():
                field.required = field.required and not self.is_on_paper
                self.fields.setdefault(name, field)
                field.initial = begun.get(name.partition("-")[2])
        last = ("on_paper", "shown")
        facts = [name for name in self.fields if name.startswith("fact-")] if self.facts_first else []
        self.order_fields([*facts, *(name for name in self.fields if name not in last), *last])

    def begun_around(self) -> Around:
        """What is known of the letters when the form is opened."""
        return Around(on=clock.today())

    def around(self, said: Mapping[str, Any]) -> Around:
        """What the letters are about when the form says this. Raises Problem."""
        raise NotImplementedError

    def told(self) -> Letters | None:
        """What the officer tells, letter by letter; None where nothing is to be sent."""
        if self.cleaned_data.get("on_paper"):
            return None
        return {form.code: facts_from(form, self.cleaned_data) for form in self._forms()}

    def clean(self) -> dict[str, Any]:
        """The letters as they would go out, to be read before they do."""
        said = super().clean()
        if not self.errors and not said.get("on_paper"):
            self._show(said)
        return said

    def moved(self) -> dict[str, Any]:
        """What the form says besides letters, under the names of the action."""
        own = ("shown", "on_paper")
        kept = {name: said for name, said in self.cleaned_data.items() if name not in own}
        return {name: said for name, said in kept.items() if not name.startswith("fact-")}

    def _show(self, said: Mapping[str, Any]) -> None:
        try:
            self.drafts = self._drafted(self.around(said))
        except Problem as problem:
            self.add_error(None, str(problem))
            return
        if not all(draft.is_whole for draft in self.drafts):
            self.add_error(None, "文书还缺少必备的内容，不能发出。缺少什么，写在文书的上面。")
            return
        seen = hashlib.sha256("\n".join(draft.letter.text for draft in self.drafts).encode()).hexdigest()
        if said.get("shown") != seen:
            self.add_error("shown", "请看文书，再发出。")
            self.data = self.data.copy()
            self.data["shown"] = seen

    def _drafted(self, around: Around) -> tuple[LetterDraft, ...]:
        return tuple(drafted(self.row, form.code, self._told_of(form), around) for form in self._forms())

    def _told_of(self, form: LetterForm) -> LetterFacts:
        return facts_from(form, self.cleaned_data)

    def _forms(self) -> list[LetterForm]:
        law = letter_law().forms
        return [law[one] for code in self.letters for one in (code, *BESIDE.get(code, ()))]

    def _said_of(self, form: LetterForm) -> Iterable[str]:
        return (*_NEVER_ASKED, *_SAID_ELSEWHERE.get(form.code, ()))


def lines_of(paper: Paper) -> list[dict[str, Any]]:
    """A paper as the page shows it: passages by their place on the sheet, and tables."""
    return [
        {"role": block.role.value, "text": block.text}
        if isinstance(block, Passage)
        else {"rows": [[cell.text for cell in row] for row in block.rows]}
        for block in paper.blocks
        if isinstance(block, (Passage, PaperTable))
    ]

"""文书拟稿: a letter as it would go out, and what it lacks, before anything of it is kept."""

from dataclasses import dataclass

from gongkai.kernel.letter_checks import LetterCheck, SigningFacts, can_be_signed, checks
from gongkai.kernel.letter_forms import LetterFacts
from gongkai.kernel.letters import Letter, compose
from gongkai.kernel.problems import Refused
from gongkai.lawbook.letters import letter_law
from gongkai.lawbook.remedies import remedy_law
from gongkai.web.applications.models import Application

from .known import Around, known_of, remedy_of


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter with everybody masked, and the sheet of checks that lies beside it."""

    letter: Letter
    sheet: tuple[LetterCheck, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it may go out."""
        return can_be_signed(self.sheet)

    @property
    def missing(self) -> list[str]:
        """What keeps it back, each in a sentence that says what to do."""
        return [check.said for check in self.sheet if not check.passes]


def drafted(application: Application, code: str, told: LetterFacts, around: Around) -> LetterDraft:
    """A letter of what the case knows and of what an officer tells; it never tells what the case knows better.

    Raises Problem where the law leaves no room for what it would tell.
    """
    form = letter_law().forms[code]
    facts = {**told, **known_of(application, code, around)}
    outcomes = [around.outcome] if around.outcome else []
    letter = compose(form, facts, outcomes=outcomes)
    annexes = facts.get("annexes", ())
    beside = SigningFacts(
        made_on=around.on,
        decision=around.decision,
        remedy=remedy_of(application, form.remedy, around),
        annexes=() if isinstance(annexes, str) else tuple(one["name"] for one in annexes),
    )
    return LetterDraft(letter, checks(letter, beside, law=remedy_law()))


def must_be_whole(draft: LetterDraft) -> None:
    """Raises Refused for a letter that lacks one of its elements, saying which and what to do."""
    if not draft.is_whole:
        raise Refused(f"《{draft.letter.form.name}》还不能发出。", "".join(draft.missing))

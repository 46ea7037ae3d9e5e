"""The tree of our errors: each has a code, a message in Chinese, and what to do next.

Problem
├── Unreadable        unreadable    damaged or not text at all
├── Encrypted         encrypted     protected by a password
├── TooBig            too_big       over a size or expansion guard
├── ImageOnly         image_only    pictures, no characters
├── NotAReport        not_a_report  readable, but no annual report
├── Unsupported       unsupported   a kind of file that no reader takes
├── Unwritable        unwritable    a result that cannot be written: no typeface, no folder
├── LawInvalid        law_invalid   a data file of the law book contradicts itself
└── Refused           refused       an act that the rules do not allow; it leaves an event in the ledger
    ├── NotYourDuty   not_your_duty the person holds none of the duties that may do this
    ├── NotYourOwn    not_your_own  the person would judge what is his own
    └── NotLawful     refused       an event of a case for which the law leaves no room on that day
        └── OutOfPlace refused      a step that does not lead on from where a matter stands
"""

from collections.abc import Sequence
from typing import ClassVar


class Problem(Exception):
    """Something we could not do, told so that a person knows the next step."""

    code: ClassVar[str]

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}{self.advice}"


class Unreadable(Problem):
    """Damaged, or no writing at all."""

    code = "unreadable"


class Encrypted(Problem):
    """Protected by a password."""

    code = "encrypted"


class TooBig(Problem):
    """Over a guard of size or expansion."""

    code = "too_big"


class ImageOnly(Problem):
    """Pictures without characters."""

    code = "image_only"


class NotAReport(Problem):
    """Readable, but no annual report of a known form."""

    code = "not_a_report"


class Unsupported(Problem):
    """A kind of file, or a year, that no reader takes."""

    code = "unsupported"


class Unwritable(Problem):
    """A result that cannot be written: no typeface, no folder, an unknown ending."""

    code = "unwritable"


class LawInvalid(Problem):
    """A data file of the law book contradicts itself or cannot be read."""

    code = "law_invalid"


class Refused(Problem):
    """An act that the rules do not allow: it is undone, and that somebody tried stays in the ledger."""

    code = "refused"


class NotYourDuty(Refused):
    """Whoever acts holds none of the duties that may do this here; `duties` are their codes."""

    code = "not_your_duty"

    def __init__(self, duties: Sequence[str]) -> None:
        super().__init__("您没有办理这件事的职责。", "请由担任这项职责的人办理，或请安全管理员授予职责。")
        self.duties = tuple(duties)


class NotYourOwn(Refused):
    """Whoever acts would judge, or grant, what is his own."""

    code = "not_your_own"


class NotLawful(Refused):
    """An event of a case for which the law leaves no room on that day; `article` says so, the advice what is allowed."""

    def __init__(self, message: str, advice: str, *, article: str) -> None:
        super().__init__(message, advice)
        self.article = article


class OutOfPlace(NotLawful):
    """A step that does not lead on from where a matter stands; `lawful` names those that do."""

    def __init__(self, message: str, *, article: str, lawful: Sequence[str]) -> None:
        names = "、".join(lawful)
        advice = f"现在可以办理：{names}。" if names else "现在没有可以办理的步骤。"
        super().__init__(message, advice, article=article)
        self.lawful = tuple(lawful)

"""What somebody takes along who looks at the demo as an applicant: numbers and codes of a few invented applications, and the
link of somebody who is asked for an opinion. Nobody else could tell them: the database holds neither.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.web.applications.models import Application

FILE = "demo_codes"


@dataclass(frozen=True, slots=True)
class Kept:
    """The receipt number of an application with its code, or with the word of a link."""

    receipt: str
    secret: str
    is_link: bool

    @property
    def application(self) -> Application | None:
        """The application; None in a home whose database was begun anew."""
        pk = int(self.receipt.removeprefix("S"))
        return Application.objects.select_related("organ").filter(pk=pk).first()


def keep(folder: Path, receipt: str, secret: str, *, is_link: bool = False) -> None:
    """Write one down beside the database; only the owner of the folder may read it."""
    line = f"{receipt} {'link' if is_link else 'code'} {secret}\n"
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(folder / FILE, flags, 0o600), "w", encoding="ascii") as stream:
        stream.write(line)


def kept(folder: Path) -> Iterator[Kept]:
    """All that were written down, in the order of their numbers."""
    file = folder / FILE
    for line in sorted(file.read_text("ascii").splitlines()) if file.exists() else ():
        receipt, what, secret = line.split()
        yield Kept(receipt, secret, is_link=what == "link")

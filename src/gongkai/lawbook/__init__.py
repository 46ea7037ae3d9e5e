"""The one loader of the law: TOML data of the package, overlaid by a folder of the office, as kernel values.

An office that must change a value puts a file of the same relative path (e.g. `rules/figures.toml`) into the
folder named by GONGKAI_LAW_DIR; that file then replaces ours. Files of its own in `forms/` and `rules/` are added.
Everything is validated when it is loaded; what is wrong is told as `LawInvalid` with file and entry. Regular
expressions of our own files are left to the tests: compiling them all would take half of a short command's time.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongkai.kernel.form import Form
from gongkai.kernel.rules import Identity, Rule
from gongkai.lawbook.claims import ClaimPattern, ClaimWording, Kind, claim_wordings
from gongkai.lawbook.files import PACKAGE_LAW, Library
from gongkai.lawbook.forms import forms
from gongkai.lawbook.rules import equations, rule, rule_entries
from gongkai.lawbook.wording import prose_wording

__all__ = ["PACKAGE_LAW", "ClaimPattern", "ClaimWording", "Kind", "LawBook", "load"]


@dataclass(frozen=True, slots=True)
class LawBook:
    """All that the law says and the engine asks for. `claims` are the ways of stating figures, by form."""

    forms: Mapping[str, Form]
    rules: tuple[Rule, ...]
    equations: Mapping[str, tuple[Identity, ...]]
    wording: Mapping[str, Any]
    claims: Mapping[str, ClaimWording]

    def form(self, form_id: str) -> Form:
        """The form with this id; KeyError when there is none."""
        return self.forms[form_id]

    @property
    def first_year(self) -> int:
        """The first year whose reports have one of these forms."""
        return min(form.first_year for form in self.forms.values())

    def form_for(self, year: int | None) -> Form:
        """The form that reports of this year use; the newest when the year is unknown or earlier than any."""
        newest_first = [*self.forms.values()][::-1]
        for form in newest_first:
            if year is not None and form.first_year <= year <= form.last_year:
                return form
        return newest_first[0]

    def rule(self, code: str) -> Rule:
        """The rule with this code; KeyError when there is none."""
        for known in self.rules:
            if known.code == code:
                return known
        raise KeyError(code)

    def identities(self, form: Form) -> tuple[Identity, ...]:
        """Every equation that the rules demand of this form (42 in form 2021, 40 in form 2019)."""
        return self.equations[form.id]


@cache
def load(law_dir: str | None = None) -> LawBook:
    """The law book of this process; `law_dir` (default: GONGKAI_LAW_DIR) overlays the package's data.

    Raises LawInvalid when anything in the data is wrong or the folder does not exist.
    """
    library = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR"))
    known = forms(library)
    entries = rule_entries(library)
    return LawBook(
        forms=known,
        rules=tuple(rule(entry) for entry in entries),
        equations={form.id: equations(entries, form) for form in known.values()},
        wording=prose_wording(library),
        claims=claim_wordings(library, known.values()),
    )

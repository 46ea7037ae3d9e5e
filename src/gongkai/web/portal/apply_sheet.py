"""申请表 as it goes to and fro between browser and site: its parts, what is wrong with them, and the application in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.applications.application_form import (
    Applied,
    Enclosed,
    Fault,
    Wanted,
    faults,
    lacking,
    remarks,
    tidied,
)
from gongkai.web.applications.models import Channel, PaperKind
from gongkai.web.organs.models import Organ

from .apply_forms import AgentForm, ApplicantForm, Part, ReceivingForm, WantedForm
from .display import of

# What can still be handed in on the page after this one.
_TO_COME = (Enclosed(PaperKind.IDENTITY, "", b""), Enclosed(PaperKind.AUTHORITY, "", b""))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what is read over before it is sent."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and the lines under it."""

    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The parts of an application. On a terminal nothing can be uploaded, and so no agent applies there."""

    organ: Organ
    is_kiosk: bool
    applicants: Sequence[ApplicantForm]
    agent: AgentForm
    what: WantedForm
    how: ReceivingForm

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of them, in the order of the page."""
        return (*self.applicants, self.agent, self.what, self.how)

    @property
    def is_full(self) -> bool:
        """Whether nobody else can be added."""
        return len(self.applicants) >= portal_limits().applicants

    @property
    def is_bound(self) -> bool:
        """Whether it was handed in to be judged."""
        return self.what.is_bound

    @property
    def is_fresh(self) -> bool:
        """Whether nothing was sent with it: then a draft on the device may fill it in."""
        return not self.is_bound and not self.what.initial

    def faulty(self) -> Iterator[forms.BoundField]:
        """The fields with something wrong, in the order of the page."""
        return (field for part in self.parts for field in part if field.errors)

    def is_sound(self, papers: Sequence[Enclosed] | None = None) -> bool:
        """Whether it can be taken in; what is wrong is told beside the fields. Without `papers` they may still come."""
        judged = [part.is_valid() for part in self.parts]  # each of them, so that all faults are told at once
        applied = self.applied(papers if papers is not None else () if self.is_kiosk else _TO_COME)
        found = [*faults(applied), *lacking(applied)]
        for fault in found:
            self._tell(fault)
        return all(judged) and not found

    def applied(self, papers: Sequence[Enclosed]) -> Applied:
        """The application that it holds, once it was judged; what is not as it should be stands in it as it was typed."""
        those, agent = self._named(), self.agent.said()
        identities = [one.identity({} if place else agent) for place, one in enumerate(those)]
        told = self.what.said() | self.how.said()
        del told["website"]
        return tidied(
            Applied(
                organ=self.organ,
                channel=Channel.INTERNET,
                wanted=Wanted(**told),
                kinds=[one.said()["kind"] for one in those],
                identities=identities,
                papers=papers,
            )
        )

    def remarks(self) -> list[str]:
        """What looks like a slip of the pen."""
        return list(dict.fromkeys(fault.message for fault in remarks(self.applied(()))))

    def chapters(self) -> list[Chapter]:
        """Everything that was filled in, to be read over."""
        several = len(self.applicants) > 1
        names = [
            f"申请人（第{place}位）" if several else "申请人" for place in range(1, len(self.applicants) + 1)
        ]
        named = [*zip(names, self.applicants, strict=True), ("代理人", self.agent)]
        named += [("想要的信息", self.what), ("怎样得到", self.how)]
        chapters = [Chapter(heading, _lines(part)) for heading, part in named]
        return [chapter for chapter in chapters if chapter.lines]

    def _named(self) -> list[ApplicantForm]:
        """Those who apply: the first, and whoever was added and filled in."""
        return [one for one in self.applicants if one is self.applicants[0] or any(one.cleaned_data.values())]

    def _tell(self, fault: Fault) -> None:
        """Beside its field, unless something is told there already."""
        applicant = self._named()[fault.applicant or 0]
        part = next(one for one in (applicant, self.agent, self.what, self.how) if fault.field in one.fields)
        if not part.has_error(fault.field):
            part.add_error(fault.field, fault.message)


def sheet_of(request: HttpRequest, organ: Organ, *, is_judged: bool = True, more: int = 0) -> Sheet:
    """The sheet as it was sent, or an empty one. One that is not judged yet only keeps what was typed; `more` people."""
    sent = request.POST if request.method == "POST" else None
    is_kiosk = of(request).is_kiosk
    count = min(max(_count(sent) + more, 1), portal_limits().applicants)

    def part(kind: type[Part], prefix: str, **options: Any) -> Any:
        options |= {"prefix": prefix, "is_kiosk": is_kiosk}
        if sent is not None and is_judged:
            return kind(sent, **options)
        return kind(initial=_typed(kind, sent, prefix=prefix), **options)

    return Sheet(
        organ=organ,
        is_kiosk=is_kiosk,
        # One that was added and left empty is nobody.
        applicants=[part(ApplicantForm, f"who-{n}", empty_permitted=n > 0) for n in range(count)],
        agent=part(AgentForm, "agent"),
        what=part(WantedForm, "what"),
        how=part(ReceivingForm, "how"),
    )


def _count(sent: Mapping[str, str] | None) -> int:
    """How many apply together, as the page says."""
    told = (sent or {}).get("count", "1")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 3 else 1


def _typed(kind: type[Part], sent: Mapping[str, str] | None, *, prefix: str) -> dict[str, str]:
    known = {name: (sent or {}).get(f"{prefix}-{name}") for name in kind.base_fields}
    return {name: value for name, value in known.items() if value is not None}


def _lines(part: Part) -> list[Line]:
    """What was filled in, in words; a choice by its name."""
    if not part.cleaned_data or not any(part.cleaned_data.values()):
        return []
    lines = []
    for name, value in part.cleaned_data.items():
        field = part.fields[name]
        shown = dict(field.choices).get(value, value) if isinstance(field, forms.ChoiceField) else value
        if shown:
            lines.append(Line(str(field.label), shown))
    return lines

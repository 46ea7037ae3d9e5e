"""Which pages of a source a screen shows as pictures, and where these are."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from gongkai.engine.intake import Source
from gongkai.web.headers import PORTAL_POLICY
from gongkai.web.reports import pictures
from gongkai.web.reports.models import Report

from .originals import Original, pages_of

# A file that is only checked is not kept, so there is nothing that a second request could ask for: its pictures come
# with the answer. They are PNG files of our own making, and a picture cannot run anything.
POLICY_WITH_PICTURES = PORTAL_POLICY.replace("img-src 'self'", "img-src 'self' data:")


def with_pictures(answer: HttpResponse) -> HttpResponse:
    """The answer, allowed to carry its pictures in itself."""
    answer.headers["Content-Security-Policy"] = POLICY_WITH_PICTURES
    return answer


def published(report: Report) -> list[Original]:
    """The pages of a published report that its findings speak of, as many as one screen shows."""
    sizes = dict(enumerate(pictures.sizes(report), start=1))
    numbers = [number for number in pages_of(report.data["findings"]) if all(sizes.get(number, (0,)))]
    return [_published(report, number, sizes[number]) for number in numbers[: pictures.MOST_PAGES]]


def one_published(report: Report, number: int) -> tuple[Original | None, int]:
    """One page of a published report, None when it has no such page, and how many it has."""
    sizes = pictures.sizes(report)
    there_is = 0 < number <= len(sizes) and all(sizes[number - 1])
    return (_published(report, number, sizes[number - 1]) if there_is else None), len(sizes)


def _published(report: Report, number: int, size: pictures.Size) -> Original:
    at = {"slug": report.organ.slug, "year": report.year, "number": number}
    picture = reverse("portal:page-picture", kwargs=at | {"mark": pictures.mark(report)})
    return Original(number, picture, *size, page=reverse("portal:report-page", kwargs=at))


def uploaded(source: Source | None, findings: Iterable[Mapping[str, Any]]) -> list[Original]:
    """The pages of a file that is only checked, with their pictures in themselves."""
    if source is None:
        return []
    return [
        Original(page.number, f"data:image/png;base64,{b64encode(page.png).decode()}", *page.size)
        for page in sorted(pictures.drawn(source, pages_of(findings)), key=lambda page: page.number)
    ]

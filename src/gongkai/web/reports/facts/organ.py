"""What the organ's own record says: who compiles the report, for which days, how to reach it, where the report stands."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from gongkai.kernel.days import in_words
from gongkai.kernel.facts import Fact
from gongkai.kernel.tally import Period
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import disclosure_office_of
from gongkai.web.reports.keeping import Keeping

from .registry import provider

_AS_IT_IS = Keeping(is_asked=False, is_frozen=False)


@provider("organ", keeping=_AS_IT_IS)
def _organ(organ: Organ, period: Period) -> Iterator[Fact]:
    office = disclosure_office_of(organ)
    yield Fact("organ.name", organ.name)
    yield Fact("organ.office", f"{organ.name}{office.name}" if office else organ.name)
    yield Fact("organ.hours", organ.office_hours)
    for name in ("address", "postcode", "phone", "fax", "email"):
        yield Fact(f"organ.{name}", getattr(organ, name))


@provider("report", keeping=_AS_IT_IS)
def _report(organ: Organ, period: Period) -> Iterator[Fact]:
    path = reverse("portal:report", args=[organ.slug, period.year])
    yield Fact("report.year", str(period.year))
    yield Fact("report.first_day", in_words(period.first))
    yield Fact("report.last_day", in_words(period.last))
    yield Fact(
        "report.address",
        f"{settings.WAGTAILADMIN_BASE_URL}{path}" if settings.WAGTAILADMIN_BASE_URL else None,
    )

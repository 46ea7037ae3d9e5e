"""The clocks of a volume, which are not the same: until when it is kept, when applicants are forgotten, when it may go to the
archive (decision 0029)."""

from dataclasses import dataclass
from datetime import date

from gongkai.lawbook.applications import retention
from gongkai.lawbook.archive import archive_law
from gongkai.web.applications.models import Application, Volume


@dataclass(frozen=True, slots=True)
class Days:
    """`keep_until_on` is None for ever. `forgotten_on` is when everything goes that names somebody, None while the volume
    stays whole; `is_forgotten`: it has. `handing_years` after its end it may go to the archive."""

    keep_until_on: date | None
    forgotten_on: date | None
    is_forgotten: bool
    handing_years: int
    handing_on: date


def days_of(volume: Volume) -> Days:
    """The clocks of one volume."""
    application = volume.application
    ended = ended_on(application) or volume.archived_on
    settled = list(application.applicants.values_list("purge_on", "purged_on"))
    gone = [purged for _due, purged in settled if purged]
    due = [due for due, _purged in settled if due]
    handing = archive_law().handing_of(volume.organ.level)
    return Days(
        keep_until_on=volume.keep_until_on,
        forgotten_on=min(gone or due, default=retention().ends_on(ended))
        if gone or volume.handed_on
        else None,
        is_forgotten=bool(gone),
        handing_years=handing.years,
        handing_on=handing.ends_on(ended),
    )


def ended_on(application: Application) -> date | None:
    """The day on which a case was over last, from which the years are counted."""
    return max(filter(None, (application.concluded_on, application.made_on)), default=None)

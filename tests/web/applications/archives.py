"""A case that is over, with papers in its file, as tests of the archive begin with it."""

from datetime import date

from gongkai.kernel.duties import Viewer
from gongkai.web.applications.actions.archiving import Filing, archive
from gongkai.web.applications.actions.filing import file_paper
from gongkai.web.applications.models import Application, Volume

from .happenings import moment, standing

ENDED = date(2026, 2, 10)
AT = moment(ENDED)
WITHOUT = Filing(lacking_because="原件在市档案馆展出，展后补入。")
# The day on which ten years are over, and some.
OVER = date(2037, 1, 5)


def ended(application: Application, *, by: Viewer) -> Application:
    """Withdrawn by the applicant, with his identity card and notes in the file: nothing is missing."""
    case = standing(application, "withdrawn")
    for kind, name in (
        ("identity", "身份证复印件.txt"),
        ("search", "检索记录.txt"),
        ("other", "撤回申请.txt"),
    ):
        file_paper(case, kind=kind, name=name, data=name.encode(), by=by, at=AT)
    return case


def put_away(case: Application, *, by: Viewer) -> Volume:
    """Archived on the day on which it ended."""
    return archive(case, Filing(), on=ENDED, by=by, at=AT)

"""Who takes part in applications, and rows that belong to one."""

from typing import Any, Self

from django.db import models

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground

# Whoever may sign takes part. An auditor reads the ledger alone, an administrator no cases.
HANDLERS = ("clerk", "section_head", "office_head")
# Of these, those that somebody may hold for one section alone; who is given a case to work on holds one of them.
SECTION_HANDLERS = ("clerk", "section_head")
SIGNERS = ("legality_reviewer", "secrecy_reviewer", "deputy_leader", "chief_leader")
INSIDERS = (*HANDLERS, *SIGNERS, "authority")


class OfApplications(models.QuerySet[Any]):
    """Questions about rows of an application; `to_organ` leads from the row to the organ."""

    to_organ = "application__organ__"

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the organs in whose cases the viewer has a part, and those below his authority; never the public's."""
        return self.filter(on_ground(viewer.ground(*INSIDERS), prefix=self.to_organ))

    def changeable_by(self, viewer: Viewer) -> Self:
        """Those that the viewer handles."""
        return self.filter(on_ground(viewer.ground(*HANDLERS), prefix=self.to_organ))

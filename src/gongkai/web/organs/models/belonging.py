"""Questions that every model of an organ is asked."""

from typing import Any

from django.db import models

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground


class OfOrgan(models.QuerySet[Any]):
    """Rows that belong to an organ and are as public as it is."""

    def visible_to(self, viewer: Viewer) -> "OfOrgan":
        """Everybody sees them."""
        return self.all()

    def changeable_by(self, viewer: Viewer) -> "OfOrgan":
        """Those of the organs that the viewer keeps in order."""
        return self.filter(on_ground(viewer.ground("admin")))

    def within(self, organ: Any) -> "OfOrgan":
        """Those of an organ and of everything below it."""
        return self.filter(organ__path__startswith=organ.path)

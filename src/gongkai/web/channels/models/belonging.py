"""Who sees and who changes what is recorded about channels and places."""

from typing import Any

from django.db import models

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.foundations.ground import on_ground

# Who keeps channels, places and what hangs there; who answers for what stands on other platforms.
KEEPERS = ("clerk", "publisher", "office_head")
RELEASERS = ("publisher", "office_head")


class OfInsiders(models.QuerySet[Any]):
    """Rows about an organ's own work: for those with a part in its papers, and the authority above."""

    def visible_to(self, viewer: Viewer) -> "OfInsiders":
        """Those of the organs in whose papers the viewer has a part."""
        return self.filter(on_ground(viewer.ground(*INSIDERS)))

    def changeable_by(self, viewer: Viewer) -> "OfInsiders":
        """Those that the viewer keeps."""
        return self.filter(on_ground(viewer.ground(*KEEPERS)))


class Known(OfInsiders):
    """Rows that everybody may know: through which channels, and at which places, an organ makes things public."""

    def visible_to(self, viewer: Viewer) -> "Known":
        """Everybody sees them."""
        return self.all()

    def open(self) -> "Known":
        """Those in use."""
        return self.filter(closed_on=None)

"""A report as it stands while it is made: figures, prose, findings, and what may be done next."""

from .previewing import Preview, preview
from .state import Standing
from .workspace import Workspace, workspace

__all__ = ["Preview", "Standing", "Workspace", "preview", "workspace"]

"""Facts of a year for its report, from whoever keeps a register; an app that is not there yet gives *unknown*."""

from . import applications, disclosure, organ  # noqa: F401 - they register themselves
from .registry import facts_of, has_register, provider, to_freeze

__all__ = ["facts_of", "has_register", "provider", "to_freeze"]

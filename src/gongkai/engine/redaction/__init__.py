"""Takes out of a file what the law withholds: marks with grounds, suggested, burned in, and proved gone."""

from gongkai.engine.redaction.marks import Again, Box, Ground, Mark, Redacted, Suggestion, Withheld
from gongkai.engine.redaction.printing import Print, printed
from gongkai.engine.redaction.proof import StillReadable, proven
from gongkai.engine.redaction.redact import redact
from gongkai.engine.redaction.spans import Span, redact_text
from gongkai.engine.redaction.suggesting import find_text, suggest

__all__ = [
    "Again",
    "Box",
    "Ground",
    "Mark",
    "Print",
    "Redacted",
    "Span",
    "StillReadable",
    "Suggestion",
    "Withheld",
    "find_text",
    "printed",
    "proven",
    "redact",
    "redact_text",
    "suggest",
]

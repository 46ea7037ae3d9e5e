"""Takes out of a file what the law withholds: marks with grounds, suggested, burned in, and proved gone."""

from gongkai.engine.redaction.marks import Again, Box, Ground, Mark, Overview, Redacted, Suggestion, Withheld
from gongkai.engine.redaction.printing import Print, printed
from gongkai.engine.redaction.proof import StillReadable, proven
from gongkai.engine.redaction.redact import redact
from gongkai.engine.redaction.spans import Span, redact_text
from gongkai.engine.redaction.suggesting import find_text, overview, suggest, text_in
from gongkai.engine.redaction.viewing import shown_page

__all__ = [
    "Again",
    "Box",
    "Ground",
    "Mark",
    "Overview",
    "Print",
    "Redacted",
    "Span",
    "StillReadable",
    "Suggestion",
    "Withheld",
    "find_text",
    "overview",
    "printed",
    "proven",
    "redact",
    "redact_text",
    "shown_page",
    "suggest",
    "text_in",
]

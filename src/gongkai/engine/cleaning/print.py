"""A PDF file without numbers of persons: every page drawn anew, as the redaction of a case draws it."""

from gongkai.engine.cleaning.weaving import Masker
from gongkai.engine.redaction import Ground, redact, suggest
from gongkai.lawbook.screening import screening_rules


def clean_print(data: bytes, masker: Masker) -> bytes:
    """The file with boxes over what the detectors find; remarks, properties and attached files stay behind. Raises a
    Problem."""
    article, reason = screening_rules().ground
    ground = Ground("privacy", article, reason)
    found = suggest(data, published=masker.screen.published)
    masker.hidden += len(found)
    masker.note("每页已重新绘制，批注、文档属性和夹带的文件没有带入。")
    return redact(data, tuple(one.mark(ground) for one in found)).data

"""Takes out of a PDF file what stands in layers that are not shown: nobody who marks pages has seen it."""

import io
from collections.abc import Iterable, Iterator

import pikepdf

from gongkai.kernel.problems import Encrypted, Unreadable

_DRAWN = {"Tj", "TJ", "'", '"', "Do", "INLINE IMAGE", "sh", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
_Known = set[tuple[int, int]]  # the objects of hidden layers by their numbers in the file


def shown(data: bytes) -> bytes:
    """The file without hidden layers; as it is when it has none. Raises a Problem for a file that cannot be opened."""
    try:
        with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
            known = _hidden(pdf)
            if not known:
                return data
            for page in pdf.pages:
                page.obj.Contents = pdf.make_stream(_left(page, known))
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
                    item.write(b"" if _is_hidden(item.get("/OC"), known) else _left(item, known))
                elif isinstance(item, pikepdf.Stream) and _is_hidden(item.get("/OC"), known):
                    del item["/OC"]
                    item.Subtype = pikepdf.Name.PS  # a drawing for printers of old that no reader follows
                    item.write(b"")
            buffer = io.BytesIO()
            pdf.save(buffer)
            return buffer.getvalue()
    except pikepdf.PasswordError:
        raise Encrypted("PDF 文件设了打开密码。", "请用密码打开后，另存或打印为没有密码的 PDF。") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        raise Unreadable("PDF 文件不完整或已损坏。", "请另存或打印为新的 PDF 后重试。") from None


def _hidden(pdf: pikepdf.Pdf) -> _Known:
    layers = pdf.Root.get("/OCProperties")
    if layers is None:
        return set()
    first = layers.get("/D", pikepdf.Dictionary())
    off = _numbers(first.get("/OFF", ()))
    if first.get("/BaseState") == "/OFF":
        off |= _numbers(layers.get("/OCGs", ())) - _numbers(first.get("/ON", ()))
    return off


def _numbers(groups: Iterable[pikepdf.Object]) -> _Known:
    return {group.objgen for group in groups}


def _is_hidden(group: pikepdf.Object | None, known: _Known) -> bool:
    """Whether a layer, or every layer on which something depends, is not shown."""
    if group is None:
        return False
    members = group.get("/OCGs")
    if members is None:
        return group.objgen in known
    held = list(members) if isinstance(members, pikepdf.Array) else [members]
    return bool(held) and all(one.objgen in known for one in held)


def _left(drawn: pikepdf.Page | pikepdf.Stream, known: _Known) -> bytes:
    return pikepdf.unparse_content_stream(list(_instructions(drawn, known)))


def _instructions(
    drawn: pikepdf.Page | pikepdf.Stream, known: _Known
) -> Iterator[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]:
    """The instructions outside of hidden layers; what only changes how the next is drawn stays."""
    held = drawn.obj if isinstance(drawn, pikepdf.Page) else drawn
    layers = held.get("/Resources", pikepdf.Dictionary()).get("/Properties", pikepdf.Dictionary())
    open_marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(drawn):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            operands = list(instruction.operands)
            is_layer = operator == "BDC" and operands[0] == "/OC" and isinstance(operands[1], pikepdf.Name)
            open_marks.append(is_layer and _is_hidden(layers.get(str(operands[1])), known))
        if not any(open_marks) or operator not in _DRAWN:
            yield instruction
        if operator == "EMC" and open_marks:
            open_marks.pop()

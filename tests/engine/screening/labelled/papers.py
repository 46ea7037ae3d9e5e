"""Files with numbers planted where people forget to look; nothing here asks a detector."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence

import pikepdf

from tests.engine.screening.labelled.office import word, workbook
from tests.engine.screening.labelled.planting import LATIN, Paper, Planted, number, saved, trap

# ---- PDF files


def _line(said: str, height: int) -> bytes:
    return f"BT /F1 11 Tf 50 {height} Td ({said}) Tj ET\n".encode()


def _pdf_note(pdf: pikepdf.Pdf, said: str) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[0, 0, 9, 9],
        Contents=pikepdf.String(said),
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


def _pdf_title(pdf: pikepdf.Pdf, said: str) -> None:
    pdf.docinfo["/Title"] = said


def _pdf_xmp(pdf: pikepdf.Pdf, said: str) -> None:
    with pdf.open_metadata(update_docinfo=False) as metadata:
        metadata["dc:description"] = said


def _pdf_attached(pdf: pikepdf.Pdf, said: str) -> None:
    pdf.attachments["list.txt"] = pikepdf.AttachedFileSpec(pdf, said.encode(), filename="list.txt")


_PDF_PAGE = {
    "第1页": lambda said: _line(said, 600),
    "页": lambda said: _line(said, 560) + b"0 g 40 550 400 24 re f\n",
    "1页": lambda said: b"3 Tr\n" + _line(said, 500) + b"0 Tr\n",
}
_PDF = {"批注": _pdf_note, "文档属性": _pdf_title, "XMP": _pdf_xmp, "夹带": _pdf_attached}


def print_(chance: random.Random) -> tuple[bytes, Sequence[Planted]]:
    """A PDF file; its typeface has Latin letters alone."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    content = _line("List of the town for the year 2024, order 20240515 and phone 0635-8412345", 760)
    planted = []
    for place in chance.sample([*_PDF_PAGE, *_PDF], chance.randint(0, 3)):
        kind, value, said = number(chance, LATIN)
        if place in _PDF_PAGE:
            content += _PDF_PAGE[place](said)
        else:
            _PDF[place](pdf, said)
        planted.append(Planted(kind, value, place))
    page.Contents = pdf.make_stream(content)
    return saved(pdf), planted


# ---- pages and archives

_HTML = {
    "段": "<p>{}</p>",
    "表格": "<table><tr><th>姓名</th><th>备注</th></tr><tr><td>墨小禾</td><td>{}</td></tr></table>",
    "注释": "<p>名单</p><!-- {} -->",
    "属性": '<img alt="{}" src="a.png">',
    "属性）": '<div data-note="{}">名单</div>',
    "第": '<p style="display:none">{}</p>',
    "代码": '<script>var note = "{}";</script>',
}


def page(chance: random.Random) -> tuple[bytes, Sequence[Planted]]:
    """A page of a site."""
    parts, planted = ["<html><body><h1>公示</h1>", f"<p>{trap(chance)}</p>"], []
    for place in chance.sample(list(_HTML), chance.randint(0, 3)):
        kind, value, said = number(chance)
        parts.append(_HTML[place].format(said))
        planted.append(Planted(kind, value, place))
    return "".join([*parts, "</body></html>"]).encode(), planted


def archive(chance: random.Random, depth: int = 0) -> tuple[bytes, Sequence[Planted]]:
    """Some files packed together, now and then packed again."""
    out, planted = io.BytesIO(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for order in range(chance.randint(1, 3)):
            ending = chance.choice(list(_MAKERS))
            if ending == "zip" and depth >= 2:
                ending = "html"
            make = _MAKERS[ending]
            data, inner = make(chance, depth + 1) if ending == "zip" else make(chance)
            name = f"名单{order}.{ending}"
            packed.writestr(name, data)
            planted += [Planted(one.kind, one.value, f"里的“{name}”") for one in inner]
    return out.getvalue(), planted


_MAKERS: dict[str, Callable[..., tuple[bytes, Sequence[Planted]]]] = {
    "docx": word,
    "xlsx": workbook,
    "pdf": print_,
    "html": page,
    "zip": archive,
}


def papers(count: int, chance: random.Random) -> Sequence[Paper]:
    """So many files, of every kind as many as of the others."""
    made = []
    for order in range(count):
        ending = list(_MAKERS)[order % len(_MAKERS)]
        data, planted = _MAKERS[ending](chance)
        made.append(Paper(f"附件{order}.{ending}", data, tuple(planted)))
    return made

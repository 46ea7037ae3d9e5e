"""Lists of old items and the archives that come with them."""

import io
import zipfile

from docx import Document
from openpyxl import Workbook

from gongkai.engine.intake import Source
from gongkai.web.disclosure.importing import ItemPlan, carry_out, plan, take_list
from gongkai.web.disclosure.importing.columns import columns
from tests.web.conftest import NOW

ROW = {
    "kind": "政策文件",
    "title": "枕溪镇渡口安全管理办法",
    "summary": "规定渡口的值守和检查。",
    "doc_no": "枕政发〔2019〕7号",
    "formed_on": "2019-03-01",
    "attribute": "主动公开",
    "body": "渡口每日巡查一次。\n汛期加密。",
}


def row(**said: str) -> dict[str, str]:
    """A good row, with what is said changed; None leaves a cell empty."""
    return {name: value for name, value in (ROW | said).items() if value is not None}


def listed(*rows: dict[str, str], head: bool = True) -> bytes:
    """A workbook with a row each."""
    book = Workbook()
    if head:
        book.active.append([column.heading for column in columns()])
    for each in rows:
        book.active.append([each.get(column.field) for column in columns()])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed_as(files: dict[str, bytes], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def gbk(files: dict[str, bytes]) -> bytes:
    """An archive as older programs write it: names in GBK that do not say so."""
    made = packed_as({f"{number:04}": data for number, data in enumerate(files.values())})
    for number, name in enumerate(files):
        raw = name.encode("gbk")
        assert len(raw) == 4, "the test replaces names of the same length"
        made = made.replace(f"{number:04}".encode(), raw)
    return made


def docx(*paragraphs: str) -> bytes:
    """A Word document."""
    document, out = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def source(*rows: dict[str, str]) -> Source:
    """The list as it is taken in."""
    return take_list(listed(*rows), name="信息清单.xlsx")


def planned(*rows: dict[str, str], by, files: dict[str, bytes] | None = None) -> ItemPlan:
    """The dry run."""
    return plan(source(*rows), packed_as(files) if files else None, on=NOW.date(), by=by)


def imported(*rows: dict[str, str], by, files: dict[str, bytes] | None = None, at=NOW) -> ItemPlan:
    """Planned and confirmed."""
    made = planned(*rows, by=by, files=files)
    return carry_out(made, packed_as(files) if files else None, seal=made.seal, by=by, at=at)


def why(made: ItemPlan, at: int = 0) -> str:
    """What is told of a row."""
    one = made.rows[at]
    return "".join(map(str, one.faults)) + "".join(one.notes)

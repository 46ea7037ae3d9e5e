"""Registers of applications as offices kept them before."""

import io

from openpyxl import Workbook

from gongkai.kernel.duties import Viewer
from gongkai.web.applications.importing import CasePlan, carry_out, plan, take_register
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

ROW = {
    "登记编号": "2025-12",
    "收到日期": "2025-03-03",
    "申请人": "周明远",
    "申请人类别": "自然人",
    "申请内容": "2024年耕地地力保护补贴发放明细",
    "提交方式": "邮寄",
    "处理结果": "予以公开",
    "答复日期": "2025-03-20",
}
OPEN = {"处理结果": None, "答复日期": None}


def row(**said: str | None) -> dict[str, str]:
    """A good row, with what is said changed; None leaves a cell empty."""
    return {name: value for name, value in (ROW | said).items() if value is not None}


def listed(*rows: dict[str, str]) -> bytes:
    """A workbook with a row each."""
    book = Workbook()
    headings = list(dict.fromkeys(name for each in rows for name in each)) or list(ROW)
    book.active.append(headings)
    for each in rows:
        book.active.append([each.get(name) for name in headings])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def planned(data: bytes, organ: Organ, *, by: Viewer, name: str = "登记册.xlsx", checked=()) -> CasePlan:
    """What the file would do."""
    return plan(take_register(data, name=name), organ=organ, on=NOW.date(), by=by, checked=checked)


def imported(data: bytes, organ: Organ, *, by: Viewer, checked=(), name: str = "登记册.xlsx") -> CasePlan:
    """What the file did."""
    made = planned(data, organ, by=by, checked=checked, name=name)
    return carry_out(made, organ=organ, seal=made.seal, by=by, at=NOW)


def why(made: CasePlan, place: int = 0) -> str:
    """What is told of a row."""
    return made.rows[place].why

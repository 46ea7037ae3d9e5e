"""Takes in the file of a list of old items."""

from gongkai.engine.intake import Source
from gongkai.kernel.problems import Unsupported
from gongkai.web.organs.importing.taking import take_roster

ADVICE = "信息清单应是 XLSX 或 CSV 文件：请下载空白清单填写。"


def take_list(data: bytes, *, name: str) -> Source:
    """The list as it was sent. Raises a Problem."""
    source = take_roster(data, name=name, advice=ADVICE)
    if source.kind not in {"xlsx", "text"}:
        raise Unsupported("这不是表格。", ADVICE)
    return source

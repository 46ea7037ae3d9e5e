"""Takes in the file of a list of months."""

from gongkai.engine.intake import Source
from gongkai.web.organs.importing import taking

ADVICE = "月度数的清单应是 XLSX 或 CSV 文件：请下载空白清单填写。"


def take_list(data: bytes, *, name: str) -> Source:
    """The list as it was sent. Raises a Problem."""
    return taking.take_list(data, name=name, advice=ADVICE)

"""Takes in the file of a list. What takes files in speaks of annual reports; whoever brings a list hears about lists."""

from gongkai.engine.intake import Source, take_bytes
from gongkai.kernel.problems import ImageOnly, Unreadable, Unsupported

ADVICE = "名册应是 XLSX 或 CSV 文件：请下载空白名册填写，或者用 Excel、WPS 打开后另存为其中一种。"


def take_roster(data: bytes, *, name: str, advice: str = ADVICE) -> Source:
    """The list as it was sent; a .csv is text, whatever its cells look like. Raises a Problem with the advice."""
    kind = "txt" if name.lower().endswith((".csv", ".txt")) else None
    try:
        return take_bytes(data, name=name, kind=kind)
    except (ImageOnly, Unreadable, Unsupported) as problem:
        raise type(problem)(problem.message, advice) from problem


def take_list(data: bytes, *, name: str, advice: str) -> Source:
    """A list of whatever else, which is nothing but a table. Raises a Problem with the advice."""
    source = take_roster(data, name=name, advice=advice)
    if source.kind not in {"xlsx", "text"}:
        raise Unsupported("这不是表格。", advice)
    return source

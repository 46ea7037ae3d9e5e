"""Takes in the file of a list of documents."""

from gongkai.engine.intake import Source, take_bytes
from gongkai.kernel.problems import ImageOnly, Unreadable, Unsupported

ADVICE = "发文清单应是 XLSX 或 CSV 文件：请从原系统导出，或者下载空白清单填写。"


def take_list(data: bytes, *, name: str) -> Source:
    """The list as it was sent; a .csv is text, whatever its cells look like. Raises a Problem."""
    kind = "txt" if name.lower().endswith((".csv", ".txt")) else None
    try:
        source = take_bytes(data, name=name, kind=kind)
    except (ImageOnly, Unreadable, Unsupported) as problem:
        raise type(problem)(problem.message, ADVICE) from problem
    if source.kind not in {"xlsx", "text"}:
        raise Unsupported("这不是表格。", ADVICE)
    return source

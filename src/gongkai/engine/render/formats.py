"""A report into a file of any of the five kinds: what it says is read back from the contract, then put on paper."""

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from gongkai.engine.examine import examine
from gongkai.engine.intake import Source
from gongkai.engine.render.annual import annual_paper
from gongkai.engine.render.contract import as_json
from gongkai.engine.render.json import render_json
from gongkai.engine.render.stored import parsed, stored
from gongkai.kernel.paper import Paper
from gongkai.kernel.problems import Unwritable

MEDIA_TYPES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_LIBRARIES = ("docx", "openpyxl", "typst")  # of the extra "paper"
_ENDINGS = "、".join(MEDIA_TYPES)


def contract(source: Source) -> dict[str, Any]:
    """The contract's object in a JSON file, or of a report that has to be read first."""
    is_json = source.text.lstrip().startswith("{") or (source.text and source.name.lower().endswith(".json"))
    return parsed(source.text) if is_json else as_json(examine(source))


def ending_of(name: str) -> str:
    """The kind of file that a name asks for; Unwritable when we cannot write it."""
    ending = Path(name).suffix.lower().lstrip(".")
    if ending not in MEDIA_TYPES:
        raise Unwritable(f"不知道要写成哪种文件：“{Path(name).name}”。", f"文件名请以 {_ENDINGS} 之一结尾。")
    return ending


def render(data: Mapping[str, Any], ending: str) -> bytes:
    """The bytes of a file: the same report and versions give the same bytes."""
    if ending == "json":
        return render_json(data)
    return _renderer(ending)(annual_paper(stored(data)))


def _renderer(ending: str) -> Callable[[Paper], bytes]:
    """The renderer of one kind; its library is loaded only now."""
    try:
        module = import_module(f"gongkai.engine.render.{ending}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise  # our own fault, and no library can help
        raise Unwritable(
            f"没有安装写 {ending} 文件的组件（{error.name}）。", "请运行 pip install 'gongkai[paper]'。"
        ) from None
    found: Callable[[Paper], bytes] = getattr(module, f"render_{ending}")
    return found


def write(path: Path, data: bytes) -> None:
    """Put the file in its place at one stroke: nobody ever sees half of it."""
    draft = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except FileNotFoundError:
        raise Unwritable(f"文件夹 {path.parent} 不存在。", "请先建立文件夹，或换一个位置。") from None
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Unwritable(
            f"文件写不进去（{error.strerror}）。", "请检查权限和磁盘空间，或换一个位置。"
        ) from None

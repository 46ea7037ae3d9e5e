"""A report into a file of any of the five kinds: what it says is read back from the contract, then put on paper."""

import errno
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from gongkai.engine.examine import examine
from gongkai.engine.intake import Source
from gongkai.engine.judge.arithmetic import cell_name
from gongkai.engine.numerals import to_numeral
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
_LIBRARIES = ("docx", "openpyxl", "segno", "typst")  # of the extra "paper"
_REFUSALS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "同名的是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ETXTBSY: "文件正在使用",
    errno.EBUSY: "文件正在使用",
    errno.EIO: "磁盘读写出错",
}
_ENDINGS = "、".join(MEDIA_TYPES)


def contract(source: Source) -> dict[str, Any]:
    """The contract's object in a JSON file, or of a report that has to be read first."""
    return parsed(source.text) if is_json(source) else as_json(examine(source))


def is_json(source: Source) -> bool:
    """Whether a file is, or should be, a report in the contract's JSON."""
    return source.text.lstrip().startswith("{") or (
        bool(source.text) and source.name.lower().endswith(".json")
    )


def ending_of(name: str) -> str:
    """The kind of file that a name asks for; Unwritable when we cannot write it."""
    ending = Path(name).suffix.lower().lstrip(".")
    if ending not in MEDIA_TYPES:
        raise Unwritable(f"不知道要写成哪种文件：“{Path(name).name}”。", f"文件名请以 {_ENDINGS} 之一结尾。")
    return ending


def render(data: Mapping[str, Any], ending: str, *, is_draft: bool = False) -> bytes:
    """The bytes of a file: the same report and versions give the same bytes. A draft says on each page that it is one."""
    if ending == "json":
        return render_json(data)
    return render_paper(replace(annual_paper(stored(data)), is_draft=is_draft), ending)


def render_paper(paper: Paper, ending: str) -> bytes:
    """The bytes of any paper, as html, docx, pdf or xlsx. Raises Unwritable when its library is missing."""
    try:
        return _renderer(ending)(paper)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise  # our own fault, and no library can help
        raise Unwritable(
            f"没有安装写 {ending} 文件的组件（{error.name}）。", "请运行 pip install 'gongkai[paper]'。"
        ) from None


def _renderer(ending: str) -> Callable[[Paper], bytes]:
    """The renderer of one kind; its library is loaded only now."""
    module = import_module(f"gongkai.engine.render.{ending}")
    found: Callable[[Paper], bytes] = getattr(module, f"render_{ending}")
    return found


def left_empty(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the cells that are printed as nothing because what the source says there was not read."""
    report = stored(data)
    doubts = data.get("doubts")
    named = (
        [doubt.get("cell") for doubt in doubts if isinstance(doubt, dict)] if isinstance(doubts, list) else []
    )
    empty = [name for name, value in report.values.items() if value is None and name in named]
    return tuple(
        f"表{to_numeral(int(name.partition('.')[0].removeprefix('table')))}{cell_name(report.form, name)}"
        for name in empty
    )


def write(path: Path, data: bytes) -> None:
    """Put the file in its place at one stroke: nobody ever sees half of it. One that may not be written stays."""
    draft = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        mode = path.stat().st_mode if path.exists() else None
        # Whoever may write the folder could replace the file, and root could write it: its owner said no.
        if mode and not (os.access(path, os.W_OK) and mode & 0o222):
            raise Unwritable("已有同名的只读文件，没有改动。", "请换一个文件名，或先取消只读。")
        draft.write_bytes(data)
        if mode:
            draft.chmod(stat.S_IMODE(mode))
        draft.replace(path)
    except FileNotFoundError:
        raise Unwritable(f"文件夹 {path.parent} 不存在。", "请先建立文件夹，或换一个位置。") from None
    except OSError as error:
        raise Unwritable(f"文件写不进去（{_why(error)}）。", "请检查权限和磁盘空间，或换一个位置。") from None
    finally:
        with suppress(OSError):  # the folder may be no folder
            draft.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    """What the system says, in Chinese; its own words where we have none."""
    return _REFUSALS.get(error.errno or 0, error.strerror or type(error).__name__)

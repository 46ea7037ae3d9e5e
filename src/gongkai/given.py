"""The files that are given on the command line."""

import sys
from pathlib import Path

from gongkai.engine import intake
from gongkai.kernel.problems import Unreadable, Unwritable


def expanded(name: str) -> list[str]:
    """A folder as the files in it that have a reader, by name; anything else, an empty folder too, as itself."""
    if name == "-" or not Path(name).is_dir():
        return [name]
    found = sorted(
        path for path in Path(name).rglob("*") if path.suffix.lower().lstrip(".") in intake.KIND_NAMES
    )
    return [str(path) for path in found] or [name]


def take(name: str, type_: str | None = None) -> intake.Source:
    """A file, or what comes on standard input for `-`. Raises Problem."""
    if name == "-":
        return intake.take_bytes(sys.stdin.buffer.read(), "-", kind=type_)
    return intake.take_file(Path(name), kind=type_)


def take_one(name: str, type_: str | None = None) -> intake.Source:
    """The same where a folder makes no sense. Raises Problem."""
    if name != "-" and Path(name).is_dir():
        raise Unreadable("这是文件夹；这里只收一份报告。", "请给出其中的一个文件。")
    return take(name, type_)


def refuse_same(report: str, output: str) -> None:
    """Raise Unwritable when the output would replace what was given."""
    try:
        is_same = report != "-" and Path(output).samefile(report)
    except OSError:  # one of them is missing, or its name is too long: told where it is opened
        return
    if is_same:
        raise Unwritable("输出文件就是报告文件本身。", "请换一个文件名，以免覆盖原件。")

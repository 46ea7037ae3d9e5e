"""The data files of the law: the package's own, and a folder of the office that lies over them.

Whatever is wrong in a file is told with its name and the entry in which it stands.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai.kernel.findings import Number
from gongkai.kernel.problems import LawInvalid

PACKAGE_LAW = Path(__file__).parents[1] / "law"
_ADVICE = "请改正后重试。"
_KINDS = {str: "文字", list: "列表", dict: "表", bool: "true 或 false", int: "整数"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a data file. `where` tells a person which file and which entry it is."""

    where: str
    data: Mapping[str, Any]

    def fault(self, said: str) -> LawInvalid:
        """The problem that this entry has, to be raised."""
        return LawInvalid(f"数据文件 {self.where}：{said}。", _ADVICE)

    def allow(self, *keys: str) -> "Entry":
        """This entry, unless it has a key that nobody reads: mostly a slip of the pen."""
        for key in self.data:
            if key not in keys:
                raise self.fault(f"不认识“{key}”这一项")
        return self

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; `default` when the key is absent."""
        if key not in self.data and default is not None:
            return default
        text: str = self._of(key, str)
        if not text.strip():
            raise self.fault(f"“{key}”是空的")
        return text

    def texts(self, key: str, *, is_required: bool = False) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        items: list[object] = self._of(key, list) if is_required or key in self.data else []
        for item in items:
            if not isinstance(item, str) or not item:
                raise self.fault(f"“{key}”应是文字的列表，其中有 {item!r}")
        return tuple(str(item) for item in items)

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts, none of them empty."""
        lists = self._of(key, list)
        if not lists or not all(isinstance(items, list) and items for items in lists):
            raise self.fault(f"“{key}”应是列表的列表")
        return tuple(Entry(self.where, {key: items}).texts(key) for items in lists)

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        number: int = self._of(key, int) if key in self.data else default
        return number

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        flag: bool = self._of(key, bool) if key in self.data else default
        return flag

    def years(self) -> tuple[int, int]:
        """First and last year."""
        years = self._of("years", list)
        if len(years) != 2 or not all(type(year) is int for year in years) or years[0] > years[1]:
            raise self.fault("“years”应是 [起始年, 终止年]")
        return years[0], years[1]

    def numbers(self, key: str) -> dict[str, Number]:
        """Named numbers; none when the key is absent."""
        numbers: dict[str, Number] = self._of(key, dict) if key in self.data else {}
        for name, number in numbers.items():
            if isinstance(number, bool) or not isinstance(number, int | Decimal):
                raise self.fault(f"“{key}”中的“{name}”应是数")
        return numbers

    def part(self, key: str) -> "Entry":
        """A table inside this one."""
        return Entry(f"{self.where} 的 {key}", self._of(key, dict))

    def each(self, key: str) -> list["Entry"]:
        """The tables of a list, each named by its id, code or place."""
        rows = self._of(key, list)
        if not rows or not all(isinstance(row, dict) for row in rows):
            raise self.fault(f"“{key}”应是至少一项的表的列表")
        return [Entry(f"{self.where} 的 {key} {_name(row, place)}", row) for place, row in enumerate(rows, 1)]

    def _of(self, key: str, kind: type) -> Any:
        if key not in self.data:
            raise self.fault(f"缺少“{key}”")
        if not isinstance(self.data[key], kind) or (kind is int and isinstance(self.data[key], bool)):
            raise self.fault(f"“{key}”应是{_KINDS[kind]}")
        return self.data[key]


def _name(row: Mapping[str, object], place: int) -> str:
    named = next((row[key] for key in ("id", "code", "word", "column") if key in row), None)
    return f"第 {place} 项“{named}”" if named else f"第 {place} 项"


@dataclass(frozen=True, slots=True)
class Library:
    """Our files, and those of the office (`overlay`) where it has its own."""

    overlay: Path | None

    @classmethod
    def opened(cls, overlay: str | None) -> "Library":
        """With the office's folder laid over ours; LawInvalid when that folder does not exist."""
        if overlay and not Path(overlay).is_dir():
            raise LawInvalid(f"数据目录 {overlay} 不存在。", "请检查 GONGKAI_LAW_DIR。")
        return cls(Path(overlay) if overlay else None)

    def names(self, folder: str, ours: Iterable[str]) -> list[str]:
        """The files of a folder: ours in our order, then those that only the office has."""
        own = [f"{folder}/{name}.toml" for name in ours]
        added = sorted(self.overlay.glob(f"{folder}/*.toml")) if self.overlay else []
        return list(dict.fromkeys([*own, *(f"{folder}/{path.name}" for path in added)]))

    def state_of(self, folder: str) -> tuple[tuple[str, int, int, int], ...]:
        """What the office's files of a folder are now: another word as soon as one comes, goes or is written anew. It costs
        some microseconds, so that a program that runs for weeks need not be told of a new file."""
        found = sorted(self.overlay.glob(f"{folder}/*.toml")) if self.overlay else []
        stats = [(path.name, path.stat()) for path in found]
        return tuple((name, one.st_ino, one.st_mtime_ns, one.st_size) for name, one in stats)

    def is_theirs(self, name: str) -> bool:
        """Whether the office has this file."""
        return self.overlay is not None and (self.overlay / name).is_file()

    def read(self, name: str) -> Entry:
        """One data file, the office's own when it has one."""
        folder = self.overlay if self.overlay and self.is_theirs(name) else PACKAGE_LAW
        try:
            data = tomllib.loads((folder / name).read_text("utf-8"), parse_float=Decimal)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise LawInvalid(f"数据文件 {name} 不能读取：{error}。", _ADVICE) from error
        return Entry(name, data)

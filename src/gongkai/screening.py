"""Files looked over on the command line before they are published: what is personal in them, what is written wrong; and
the same files without what is personal."""

import json
import secrets
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai import usage
from gongkai.engine.intake import MAX_BYTES, decode, take_bytes
from gongkai.engine.render.people import printable
from gongkai.engine.screening import Screening, masked, screen_file
from gongkai.engine.screening.files import is_archive
from gongkai.engine.wording import Slip, proofread_file
from gongkai.given import refuse_same
from gongkai.kernel.problems import Problem, TooBig, Unreadable, Unwritable
from gongkai.lawbook.phrasing import NO_WORDS, Words, phrasing, read_words
from gongkai.lawbook.screening import LEVELS, screening_rules
from gongkai.usage import Exit

if TYPE_CHECKING:
    from gongkai.engine.cleaning import Cleaned

SCHEMA = "gongkai.screening/1"
MOST_FILES = 20_000
_SAID = {"block": "✗ 必须处理", "confirm": "! 需要确认", "info": "· 提示"}
_SHOWN = 200  # lines of one file for people; the rest is counted


@click.command(cls=usage.Command)
@click.argument("files", cls=usage.Files, metavar="文件…", nargs=-1, required=True)
@click.option("--json", "is_json", is_flag=True, help="每个文件输出一行 JSON。")
@click.option(
    "--clean",
    metavar="文件或文件夹",
    help="把去标识化以后的文件写到这里；给出几个文件的，写文件夹。读回检验仍有个人信息的，不写出。",
)
@click.option("--words", metavar="词表", help="本单位的词表（csv：词、级别、建议），一并检查。")
@click.option(
    "--phone", "phones", metavar="号码", multiple=True, help="本机关对外公布的号码，不算个人信息；可写多次。"
)
def screen(
    files: tuple[str, ...], clean: str | None, words: str | None, phones: tuple[str, ...], *, is_json: bool
) -> None:
    """发布前检查：个人信息（也查隐藏的行列、批注、修订、属性、黑框下面、压缩包里面）和文字表述。文件夹会检查其中全部文件。"""
    exit_ = Exit()
    screening_rules()  # what is wrong with the law data is no fault of a file
    phrasing()
    paths = [path for name in files for path in _expanded(name)]
    desk = _Desk(
        words=_words(words) if words else NO_WORDS,
        phones=phones,
        out=_out(clean, paths) if clean else None,
        is_folder=len(paths) > 1,
    )
    for order, path in enumerate(paths):
        try:
            sheet = desk.look(path, exit_)
        except Problem as problem:
            exit_.failed(path, problem)
            continue
        if is_json:
            click.echo(json.dumps(sheet.as_json(), ensure_ascii=False))
        else:
            click.echo(("\n" if order else "") + "\n".join(sheet.lines()))
    if not is_json and exit_.total():
        click.echo(f"\n{exit_.total()}")
    sys.exit(exit_.status)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What was found in a file, and the file that was made of it."""

    path: str
    found: Screening
    slips: Sequence[Slip]
    made: "Cleaned | None"

    def as_json(self) -> dict[str, Any]:
        """One object; it holds masked numbers only."""
        made = self.made
        return {
            "schema": SCHEMA,
            "file": masked(self.path),
            "marks": [
                {key: value for key, value in asdict(mark).items() if key != "fingerprint"}
                for mark in self.found.marks
            ],
            "wording": [asdict(slip) for slip in self.slips],
            "unscreened": [asdict(one) for one in self.found.unscreened],
            "cleaned": made and {"name": made.name, "hidden": made.hidden, "notes": list(made.notes)},
        }

    def lines(self) -> Iterator[str]:
        """The same for people, the gravest first."""
        yield printable(masked(self.path))
        every = [*self._marked(), *self._slipped()]
        yield from every[:_SHOWN]
        if len(every) > _SHOWN:
            yield f"  ……还有 {len(every) - _SHOWN} 处，请用 --json 取全部。"
        for one in self.found.unscreened:
            yield f"  ? {self._place(one.place)}{printable(one.why)}"
        if not every:
            yield "  没有发现个人信息和文字问题。"
        if self.made:
            yield f"  已写出 {printable(self.made.name)}：遮盖 {self.made.hidden} 处，读回检验没有再找到个人信息。"
            yield from (f"    {printable(note)}" for note in self.made.notes)

    def _marked(self) -> Iterator[str]:
        for mark in sorted(self.found.marks, key=lambda mark: LEVELS.index(mark.level)):
            said = f"{mark.name} {mark.found}（{mark.context}）"
            yield f"  {_SAID[mark.level]} {self._place(mark.place)}{printable(said)}"

    def _slipped(self) -> Iterator[str]:
        for slip in sorted(self.slips, key=lambda slip: LEVELS.index(slip.level)):
            said = f"{slip.name}“{slip.found}”：{slip.advice}（{slip.context}）"
            yield f"  {_SAID[slip.level]} {self._place(slip.place)}{printable(said)}"

    def _place(self, place: str) -> str:
        short = place.removeprefix(f"附件“{masked(Path(self.path).name)}”")
        return f"{printable(short)}：" if short else ""


@dataclass(frozen=True, slots=True)
class _Desk:
    """How files are looked over; `out` is where cleaned ones go."""

    words: Words
    phones: Sequence[str]
    out: Path | None
    is_folder: bool
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def look(self, path: str, exit_: Exit) -> _Sheet:
        """One file. Raises Problem for a file that cannot be read, or that cannot be cleaned whole."""
        data, name = _bytes(path), Path(path).name
        if not is_archive(data):
            take_bytes(data, name)  # nothing in it could be looked at
        found = screen_file(data, name=name, key=self.key, published=self.phones)
        slips = proofread_file(data, name=name, words=self.words)
        made = self._cleaned(data, path, self.out) if self.out else None
        is_wrong = not made and any(mark.level != "info" for mark in found.marks)
        is_wrong |= any(slip.level == "block" for slip in slips)
        exit_.status = max(exit_.status, int(is_wrong))
        exit_.done["有要处理的" if is_wrong else "没有要处理的"] += 1
        return _Sheet(path, found, slips, made)

    def _cleaned(self, data: bytes, path: str, out: Path) -> "Cleaned":
        try:
            from gongkai.engine.cleaning import deidentify
        except ImportError:
            raise Unwritable("没有安装写文件的部分。", "请运行 pip install 'gongkai[paper]'。") from None
        made = deidentify(data, name=Path(path).name, key=self.key, published=self.phones)
        target = out / made.name if self.is_folder or out.is_dir() else out
        refuse_same(path, str(target))
        try:
            target.write_bytes(made.data)
        except OSError as error:
            raise Unwritable(f"写不出 {target}（{error.strerror}）。", "请检查文件夹和权限。") from None
        return made


def _out(clean: str, paths: Sequence[str]) -> Path:
    """Where cleaned files go; several go into a folder, which is made."""
    out = Path(clean)
    names = Counter(Path(path).name for path in paths)
    if twice := next((name for name, count in names.items() if count > 1), None):
        raise Unwritable(f"有几个文件都叫“{twice}”，会互相覆盖。", "请分开处理，写到不同的文件夹。")
    if len(paths) > 1:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unwritable(f"文件夹 {clean} 建不了（{error.strerror}）。", "请换一个地方。") from None
    return out


def _expanded(name: str) -> list[str]:
    """A folder as all files in it, by name, but for hidden ones: what no reader takes is told, not passed over."""
    folder = Path(name)
    if name == "-" or not folder.is_dir():
        return [name]
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))
    return [str(path) for path in sorted(islice(found, MOST_FILES))] or [name]


def _bytes(name: str) -> bytes:
    """The bytes of a file, or of standard input. Raises Problem."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    path = Path(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TooBig(
                f"文件太大（上限 {MAX_BYTES // 1024 // 1024} MB），没有检查。", "请拆成几个文件后再查。"
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"文件打不开（{error.strerror}）。", "请检查文件名、路径和权限。") from None


def _words(name: str) -> Words:
    """The list of an office. Raises Problem."""
    return read_words(decode(_bytes(name)), name=f"词表 {name} ")

"""Verifying the ledger: the chains, their exported heads, the triggers, the caches, and what other apps add."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from . import heads, registry, triggers
from .caches import mismatched
from .chains import Progress, broken_chains
from .snapshot import one_moment
from .troubles import Trouble


def verify(
    *,
    organ: int | None = None,
    folders: Sequence[Path] = (),
    progress: Progress = lambda _count: None,
) -> list[Trouble]:
    """All that is wrong, in one moment, while others go on writing; nothing when all is sound.

    With `organ` only its chain is walked. `folders` hold exported heads besides those that the installation writes.
    """
    with one_moment():
        return list(_troubles(organ, folders, progress))


def _troubles(organ: int | None, folders: Sequence[Path], progress: Progress) -> Iterator[Trouble]:
    known, wrong = _witnesses(folders)
    yield from wrong
    yield from (_unguarded(name) for name in triggers.missing())
    yield from (_foreign(name) for name in triggers.foreign())
    yield from broken_chains(known, organ=organ, progress=progress)
    if organ is None:
        yield from mismatched()
        yield from chain.from_iterable(check() for check in registry.all_checks().values())


def _witnesses(folders: Sequence[Path]) -> tuple[heads.Known, list[Trouble]]:
    """What all folders together vouch for; where two contradict each other, the first that is asked counts."""
    known: heads.Known = {}
    troubles: list[Trouble] = []
    for folder in dict.fromkeys([*folders, *heads.folders()]):
        there, wrong = heads.exported(folder)
        troubles += wrong
        for organ, witnessed in there.items():
            before = known.setdefault(organ, {})
            if any(before.get(position, hash_) != hash_ for position, hash_ in witnessed.items()):
                troubles.append(_contradicted(folder))
            known[organ] = witnessed | before
    return known, troubles


def _unguarded(name: str) -> Trouble:
    return Trouble(
        "ledger.trigger",
        f"数据库触发器 {name}",
        "缺失、停用或者被改动，台账在这段时间里不受保护。",
        "请运行 gongkai serve 或 migrate 装回，再运行一次 gongkai verify，并查明是谁改动的。",
    )


def _foreign(name: str) -> Trouble:
    return Trouble(
        "ledger.foreign_trigger",
        f"数据库触发器或者规则 {name}",
        "不是本系统的，可以在写入时改动或者丢掉数据。",
        "请查明是谁加的、做了什么，然后由数据库管理人员删除。",
    )


def _contradicted(folder: Path) -> Trouble:
    return Trouble(
        "ledger.head_file",
        f"链头文件夹 {folder}",
        "与另一处保存的链头不一致，其中一处被改动过。",
        "请用第三份拷贝判断哪一处是原样。",
    )

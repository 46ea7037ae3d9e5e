"""What `gongkai verify` looks at here: that what is public still reads as it was approved, and that no file has changed."""

from collections.abc import Iterator
from pathlib import Path

from gongkai.kernel.problems import Unreadable
from gongkai.web.foundations import files
from gongkai.web.foundations.models import KeptFile, kept_storage
from gongkai.web.ledger.registry import check
from gongkai.web.ledger.troubles import Trouble

from .content import content_hash, content_of
from .models import Item

_RESTORE = "请从最近一次完好的备份恢复；查明原因以前，请先撤回这条信息。"


def changed_words() -> Iterator[Trouble]:
    """Public items whose words are not those of their hash: somebody got past the database's own guards."""
    for item in Item.objects.live().select_related("organ", "live_version").iterator(200):
        version = item.live_version
        found = content_hash(content_of(version), item=item.pk, number=version.number)
        if not found == version.content_hash == item.live_hash == item.approved_hash:
            where = f"{item.organ.name}公开的“{version.title}”"
            yield Trouble(
                "disclosure.words", where, "内容与批准时的哈希不符。", _RESTORE, organ=item.organ_id
            )


def changed_files() -> Iterator[Trouble]:
    """Kept files that are missing or changed, and files that belong to nothing."""
    known = set()
    for kept in KeptFile.objects.iterator(500):
        known.add(kept.file.name)
        try:
            files.read(kept)
        except Unreadable as problem:
            where = f"留存的文件 {kept.file.name}"
            yield Trouble(
                "foundations.kept_file", where, problem.message, "请从最近一次完好的备份恢复这个文件。"
            )
    root = Path(kept_storage().path(""))
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        if (name := file.relative_to(root).as_posix()) not in known:
            yield Trouble(
                "foundations.stray_file",
                f"留存文件夹中的 {name}",
                "不属于任何一条记录。",
                "确认没有用处后删除。",
            )


check("disclosure.words", changed_words)
check("foundations.files", changed_files)

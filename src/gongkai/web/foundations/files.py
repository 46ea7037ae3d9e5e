"""Files kept under their hash: the same bytes once, whole or not at all, and read back only as they came."""

import hashlib
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.db.models import ProtectedError

from gongkai.kernel.problems import Unreadable

from .models import KeptFile, kept_storage


def keep(data: bytes, *, media_type: str, ending: str) -> KeptFile:
    """Keep bytes, or find them where they are kept already. In the transaction of whoever will point at them."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a file is kept in the transaction of its cause")
    _hold()
    sha256 = hashlib.sha256(data).hexdigest()
    name = f"{sha256[:2]}/{sha256}.{ending}"
    known = KeptFile.objects.filter(sha256=sha256).first()
    _write(Path(kept_storage().path(known.file.name if known else name)), data)
    if known:
        return known
    return KeptFile.objects.create(
        sha256=sha256, size=len(data), media_type=media_type, ending=ending, file=name
    )


def read(kept: KeptFile) -> bytes:
    """The bytes as they came. Raises Unreadable when they are gone or were changed behind our back."""
    try:
        with kept.file.open("rb") as file:
            data = file.read()
    except OSError as error:
        raise Unreadable("这个文件找不到了。", "请联系管理员从备份恢复。") from error
    if hashlib.sha256(data).hexdigest() != kept.sha256:
        raise Unreadable("这个文件被改动过，与收到时不同。", "请联系管理员从备份恢复。")
    return data


def release(pk: int) -> bool:
    """Remove a file to which nothing points any more, and say whether it was so."""
    try:
        with transaction.atomic():
            _hold()
            kept = KeptFile.objects.get(pk=pk)
            kept.delete()
            kept_storage().delete(kept.file.name)
    except (ProtectedError, ObjectDoesNotExist):
        return False
    return True


def _write(file: Path, data: bytes) -> None:
    """They appear there whole or not at all; what a crash or a hand damaged is whole again."""
    if file.exists() and hashlib.sha256(file.read_bytes()).digest() == hashlib.sha256(data).digest():
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=file.parent) as scratch:  # its files, 0600, are nobody else's to read
        part = Path(scratch, "part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)


def _hold() -> None:
    """Let one transaction at a time keep or release files, or one that is just being kept could lose its bytes to
    somebody who lets go of them. A transaction that writes SQLite is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('foundations.files'))")

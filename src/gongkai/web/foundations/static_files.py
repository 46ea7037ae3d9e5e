"""Static files under names that hold their hash, packed once for each set of files, so that browsers keep them for good.

`gongkai serve` collects them into the installation's folder. Where nobody has, or other files are installed since, they
are served from the packages under their plain names: nothing can be missing, and nothing gets stale.
"""

from functools import cached_property
from hashlib import sha256
from pathlib import Path

import brotli
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The highest makes them a tenth smaller and takes ten times as long, in which somebody waits for the site to open.
QUALITY = 9


class Packed(Compressor):
    """Packs a file for those browsers that know brotli, and for the others."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """Smaller than gzip makes it, in half a second for all files."""
        return brotli.compress(data, quality=QUALITY)


class Collected(CompressedManifestStaticFilesStorage):
    """The collected files; a name that was not collected stays as it is."""

    @cached_property
    def manifest_name(self) -> str:
        """The list of names belongs to the files that are installed now."""
        return f"files-{_installed()}.json"

    def stored_name(self, name: str) -> str:
        """The name with its hash, if there is one."""
        clean = self.clean_name(name)
        return self.hashed_files.get(self.hash_key(clean), name)

    def create_compressor(self, **options: object) -> Compressor:
        """Ours; maps for debuggers are of no use to visitors."""
        skipped = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
        return Packed(**options | {"extensions": skipped})

    @property
    def is_complete(self) -> bool:
        """Whether the files that are installed now have been collected."""
        return bool(self.hashed_files)


def collect() -> None:
    """Have the static files collected and packed, unless they are; a matter of a second after an update."""
    if not staticfiles_storage.is_complete:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def _installed() -> str:
    """A digest of all static files of the program and its libraries: names, sizes and when they were written."""
    said = sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list(None):
            stat = Path(storage.path(path)).stat()
            said.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return said.hexdigest()[:16]

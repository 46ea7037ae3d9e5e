"""Where pages are kept while one machine is enough: in files, those of one state of the record in one folder."""

import random
import shutil
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.filebased import FileBasedCache

COUNTED = 1 / 32  # of the pages that are written


class _Folder(FileBasedCache):
    """To count what lies there takes longer than to render many a page: it is done now and then, so that there may be
    some pages more than at most."""

    def _cull(self) -> None:
        if random.random() < COUNTED:
            super()._cull()


class PageFiles(BaseCache):
    """A store whose keys have a state as their version. The first page of the next state takes the folder of the last one
    away with it: what was withdrawn or expunged does not lie about as an old page."""

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.folder, self.params = Path(folder), params

    def get(self, key: str, default: Any = None, version: Any = None) -> Any:
        """What is kept under the key for this state."""
        return self._of(version).get(key, default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        """Keep it for this state alone."""
        for other in self.folder.glob("*/"):
            if other.name != str(version):
                shutil.rmtree(other, ignore_errors=True)  # another worker may be quicker
        self._of(version).set(key, value, timeout)

    def clear(self) -> None:
        """Forget all states."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _of(self, version: Any) -> FileBasedCache:
        return _Folder(str(self.folder / str(version)), self.params)

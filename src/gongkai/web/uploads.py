"""Files that people send: kept in memory up to the limit, never written to disk before somebody decides to keep them."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload


class InMemoryUpTo(MemoryFileUploadHandler):
    """Reads a file into memory; past the limit it stops keeping, and notes on the request that it did."""

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        """Take every upload: a large one is refused while it is read, whatever length it announced."""
        self.activated = True
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep one piece, or give up; the rest of the body is still read so that the browser gets an answer."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
            self.request.upload_is_too_big = True
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)

"""What the log says of answers: somebody who asks for what is not there, or not his, is no fault of the program."""

import logging

_OUR_FAULT = 500


class Ordinary(logging.Filter):
    """Leaves the traceback out of what is told of a refused or unknown page; a failure keeps it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record stays."""
        if getattr(record, "status_code", _OUR_FAULT) < _OUR_FAULT:
            record.exc_info = record.exc_text = None
        return True

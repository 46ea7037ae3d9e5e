"""The worker: runs errands as they become due, until it is stopped. `serve` starts one; more may run anywhere."""

import queue
import signal
from typing import Any

from django.db import close_old_connections

from gongkai.web.foundations import clock
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.outbox.worker import drain

# Seconds between two looks when nothing is due: so soon after its cause an errand is run.
PAUSE = 1


class Command(SiteCommand):
    help = "办理后台事务，直到停止；gongkai serve 会自动启动一个，其他机器上可以再启动任意多个。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        stop: queue.SimpleQueue[int] = queue.SimpleQueue()  # it may be filled from within a signal
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: stop.put(number))
        while True:
            for _outcome in drain(now=clock.now, is_stopped=lambda: not stop.empty()):
                pass
            close_old_connections()
            try:
                stop.get(timeout=PAUSE)
            except queue.Empty:
                continue
            return

"""Starts the site: the database is brought up to date, then a web server answers and a worker runs the errands.

Both are child processes of this one, which starts either again when it dies.
"""

import errno
import select
import signal
import socket
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.workers.sync import SyncWorker

from gongkai.web.foundations import static_files
from gongkai.web.management.children import die_with, keep_alive
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.settings.environment import is_chosen

# Seconds that a request may take, reading what is sent included. A slow line that needs longer for its upload wants
# a proxy in front, which takes in the whole request before it passes it on.
TIMEOUT = 30
# Seconds until a visitor who has connected must begin to ask.
PATIENCE = 2


class Worker(SyncWorker):
    """One request at a time, and none for a connection on which nobody asks anything.

    A worker with threads would tell the master that it is alive while one of them hangs; this one cannot, so a check
    that never ends is killed with its worker, and another worker is started. Browsers open connections in advance:
    such a one is closed soon, or it would hold a worker as long as a request may take.
    """

    def handle(self, listener: socket.socket, client: socket.socket, addr: Any) -> None:
        """Answer whoever asks in time."""
        if select.select([client], [], [], PATIENCE)[0]:
            super().handle(listener, client, addr)
        else:
            client.close()


def _begin(master: Any, _worker: SyncWorker) -> None:
    """What a worker does before it is one: told to end, it ends, and does not take the message for its master's."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with(master.pid, signal.SIGKILL)


class Server(BaseApplication):
    """gunicorn around the site: its master starts workers, watches them and replaces one that dies."""

    def __init__(self, address: str, workers: int, *, when_ready: Callable[[object], None]) -> None:
        self.chosen = {
            "when_ready": when_ready,
            "post_fork": _begin,
            "bind": address,
            "workers": workers,
            "worker_class": Worker,
            "timeout": TIMEOUT,
            "preload_app": True,
            "loglevel": "warning",
            "control_socket_disable": True,
            # Whether X-Forwarded-Proto is to be trusted, Django alone decides (GONGKAI_BEHIND_PROXY).
            "forwarded_allow_ips": "",
        }
        super().__init__()

    def load_config(self) -> None:
        """Only what stands above; no files, no environment."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The site, loaded once and shared by the workers."""
        from gongkai.web.wsgi import application

        connections.close_all()  # a worker must not inherit an open database
        return application


class Command(SiteCommand):
    help = "启动网站：先把数据库更新到当前版本，再开始服务，同时办理后台事务；按 Ctrl+C 停止。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1（只供本机访问）")
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument("--workers", type=int, default=3, help="工作进程数，即同时处理的请求数，默认 3")
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="只启动网站；后台事务由别处的 gongkai work 或 gongkai tick 办理",
        )

    def handle(
        self, *_args: Any, host: str, port: int, workers: int, no_worker: bool, **_options: Any
    ) -> None:
        _must_be_free(host, port)
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        _tell_base_url(address)
        static_files.collect()
        runs = {"网站": lambda: self._serve(address, workers)}
        if not no_worker:
            runs["后台程序"] = lambda: call_command("work")
        keep_alive(runs, say=self._say)

    def _serve(self, address: str, workers: int) -> None:
        message = f"网站已在 http://{address}/ 打开，按 Ctrl+C 停止。"
        Server(address, workers, when_ready=lambda _arbiter: self._say(message)).run()

    def _say(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()  # nothing may stay behind for a child to say again


def _tell_base_url(address: str) -> None:
    """Unless the operator names the site's address, ours is the one that is printed; the children are copies of us."""
    if not is_chosen("GONGKAI_BASE_URL"):
        settings.WAGTAILADMIN_BASE_URL = f"http://{address}"


def _must_be_free(host: str, port: int) -> None:
    """Say plainly when somebody else already answers at this address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用：可能网站已经打开，或者另一个程序在用。请关闭它，或者换一个端口，例如 --port {port + 1}。"
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {port}。请换一个 1024 以上的端口，例如 --port 8000。"
    return f"地址 {host}:{port} 不能使用：{error.strerror}。请检查 --host 和 --port。"

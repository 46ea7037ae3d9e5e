"""The first people of an installation, and a way back in for those who are locked out.

Whoever runs the machine acts as the system: each act is an event that everybody sees in the ledger.
"""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.lawbook.duties import duties
from gongkai.web.accounts import actions as accounts
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.management.slugs import organ_at
from gongkai.web.people import actions as people
from gongkai.web.people.models import Appointment


class Command(SiteCommand):
    help = "登记人员、授予职责、解除锁定。以系统的名义办理，逐项记入台账。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="操作")
        add = self._verb(verbs, "add", "登记一个人，设定口令，可同时授予一项职责")
        add.add_argument("--name", required=True, metavar="姓名", help="姓名")
        add.add_argument("--organ", required=True, metavar="机关", help="所在机关的网址名，例如 molu")
        add.add_argument("--duty", choices=list(duties()), metavar="职责", help="、".join(duties()))
        add.add_argument("--password-stdin", action="store_true", help="从标准输入读取口令，不提问")
        appoint = self._verb(verbs, "appoint", "授予一项职责")
        appoint.add_argument("--organ", required=True, metavar="机关", help="机关的网址名")
        appoint.add_argument(
            "--duty", required=True, choices=list(duties()), metavar="职责", help="、".join(duties())
        )
        reset = self._verb(verbs, "reset", "重设口令，并清除第二道登录验证")
        reset.add_argument("--password-stdin", action="store_true", help="从标准输入读取口令，不提问")
        self._verb(verbs, "unlock", "解除登录锁定")
        verbs.add_parser("list", help="列出全部人员和现有职责")

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(**options)
        except Problem as problem:
            raise CommandError(str(problem)) from problem

    def _add(
        self, *, username: str, name: str, organ: str, duty: str | None, password_stdin: bool, **_: Any
    ) -> None:
        home, at = organ_at(organ), clock.now()
        password = self._password(from_stdin=password_stdin)
        accounts.must_keep_the_rules(password, User(username=username, name=name))
        person = people.enrol(username, name, organ=home, by=SYSTEM, at=at)
        accounts.set_password(person, password=password, by=SYSTEM, at=at)
        if duty:
            people.appoint(person, duty, organ=home, since_on=timezone.localdate(at), by=SYSTEM, at=at)
        self.stdout.write(f"已登记{person}（{username}）。")

    def _appoint(self, *, username: str, organ: str, duty: str, **_: Any) -> None:
        at = clock.now()
        appointment = people.appoint(
            _person(username), duty, organ=organ_at(organ), since_on=timezone.localdate(at), by=SYSTEM, at=at
        )
        self.stdout.write(f"已任命{appointment}。")

    def _reset(self, *, username: str, password_stdin: bool, **_: Any) -> None:
        person, at = _person(username), clock.now()
        password = self._password(from_stdin=password_stdin)
        accounts.set_password(person, password=password, by=SYSTEM, at=at)
        accounts.reset_second_factor(person, by=SYSTEM, at=at)
        self.stdout.write(f"{person}的口令已重设，第二道登录验证已清除。")

    def _unlock(self, *, username: str, **_: Any) -> None:
        accounts.unlock(_person(username), by=SYSTEM, at=clock.now())
        self.stdout.write(f"已解除 {username} 的登录锁定。")

    def _list(self, **_: Any) -> None:
        held = Appointment.objects.in_force(clock.today()).select_related("organ", "person")
        for person in User.objects.select_related("organ").order_by("organ__path", "username"):
            theirs = [f"{one.organ}{one.duty_name}" for one in held if one.person_id == person.pk]
            state = "、".join(theirs) or ("没有职责" if person.is_active else "已停用")
            self.stdout.write(f"{person.username}\t{person}\t{person.organ or '没有机关'}\t{state}")

    @staticmethod
    def _verb(verbs: Any, name: str, told: str) -> ArgumentParser:
        verb = verbs.add_parser(name, help=told, description=told)
        verb.add_argument("username", metavar="登录名", help="登录时填写的名称")
        return verb

    @staticmethod
    def _password(*, from_stdin: bool) -> str:
        """Read from the standard input, or asked for twice so that a slip of the finger locks nobody out."""
        if from_stdin:
            return sys.stdin.readline().rstrip("\r\n")
        password = getpass("口令：")
        if password != getpass("再输一次："):
            raise CommandError("两次输入的口令不一样，请重新执行。")
        return password


def _person(username: str) -> User:
    person = User.objects.filter(username=username).first()
    if person is None:
        raise CommandError(f"没有登录名为“{username}”的人员。请用 gongkai people list 查看。")
    return person

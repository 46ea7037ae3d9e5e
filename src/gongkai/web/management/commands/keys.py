"""Keys of the interface: giving one, ending one, listing them. Whoever runs the machine acts as the system."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.web.api import actions
from gongkai.web.api.models import ApiKey
from gongkai.web.foundations import clock
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.management.slugs import organ_at


class Command(SiteCommand):
    help = "发放、停用、列出数据接口的密钥，逐项记入台账。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="操作")
        add = verbs.add_parser("add", help="发放一个密钥，只显示这一次")
        add.add_argument("name", metavar="用途", help="用途，例如 枕溪镇网站首页的最新公开")
        add.add_argument("--contact", required=True, metavar="联系", help="联系人和联系方式")
        add.add_argument("--organ", required=True, metavar="机关", help="管理这个密钥的机关的网址名")
        end = verbs.add_parser("end", help="停用一个密钥")
        end.add_argument("ident", metavar="编号", help="密钥的编号，见 gongkai keys list")
        verbs.add_parser("list", help="列出全部密钥")

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        verbs = {"add": self._add, "end": self._end, "list": self._list}
        try:
            verbs[verb](**options)
        except Problem as problem:
            raise CommandError(str(problem)) from problem

    def _add(self, *, name: str, contact: str, organ: str, **_: Any) -> None:
        home = organ_at(organ)
        key, written = actions.give_key(name, contact=contact, organ=home, by=SYSTEM, at=clock.now())
        self.stdout.write(f"已发放密钥 {key.ident}。下面一行只显示这一次，请交给使用的人：\n{written}")

    def _end(self, *, ident: str, **_: Any) -> None:
        key = ApiKey.objects.filter(ident=ident).first()
        if key is None:
            raise CommandError(f"没有编号为“{ident}”的密钥。请用 gongkai keys list 查看。")
        actions.end_key(key, by=SYSTEM, at=clock.now())
        self.stdout.write(f"已停用密钥 {ident}。")

    def _list(self, **_: Any) -> None:
        keys = ApiKey.objects.select_related("organ")
        if not keys:
            self.stdout.write("还没有发放密钥。请用 gongkai keys add 发放，或者在后台的“接口密钥”中发放。")
        for key in keys:
            used = f"最近使用 {key.last_used_on}" if key.last_used_on else "没有用过"
            self.stdout.write(
                "\t".join([key.ident, key.name, str(key.organ), key.state_name, used, key.contact])
            )

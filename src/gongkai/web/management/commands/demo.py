"""Fills the site with an invented county and its people, so that there is something to look at and to try."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from gongkai.web.demo.building import build, strangers
from gongkai.web.demo.password import Password, kept_password
from gongkai.web.demo.people import enrol_everybody
from gongkai.web.management.site_command import SiteCommand

ACCOUNTS = """\
用下面的登录名可以登录 /office/，口令都是 {password}（自己改过口令的除外；保存在 {file}）：
  molu-clerk      经办人      收入、更换、撤回县政府的年度报告
  molu-admin      系统管理员  维护机关、内设机构、文号和人员名册
  molu-auditor    审计员      查阅全县的台账，不办理任何事项
其他人员在“人员”中查看。签字的职责（如 molu-office-head 工作机构负责人）首次登录后，先设置第二道登录验证。"""


class Command(SiteCommand):
    help = "建立演示数据：虚构的墨鹭县，八个机关，每个机关两个年度的报告，还有各机关的人员；重复运行不会重复添加。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        _must_be_alone()
        at = timezone.now()
        organs, reports = build(at=at)
        people = enrol_everybody(at=at)
        self.stdout.write(
            f"演示数据已就绪：{organs} 个机关，{reports} 份年度报告，{people} 名人员（全部虚构）。"
        )
        self.stdout.write(_accounts(kept_password(settings.HOME)))


def _must_be_alone() -> None:
    """Refuse, before anything is changed, where a real installation keeps its organs."""
    if other := strangers().first():
        raise CommandError(
            f"数据库中有不属于演示的机关（如“{other.name}”），没有建立演示数据，也没有改动任何内容。"
            "演示须另用一套数据：请把 GONGKAI_HOME 设为另一个文件夹，使用 PostgreSQL 的，GONGKAI_DATABASE 也另设一个库。"
        )


def _accounts(password: Password) -> str:
    return ACCOUNTS.format(password=password.text, file=password.file)

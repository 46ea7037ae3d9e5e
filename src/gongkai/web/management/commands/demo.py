"""Fills the site with an invented county and its people, so that there is something to look at and to try."""

from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from gongkai.kernel.problems import Unwritable
from gongkai.web.applications.models import Application
from gongkai.web.demo import codes, day, home
from gongkai.web.demo.building import build, read_reports, strangers
from gongkai.web.demo.life import begin_life
from gongkai.web.demo.password import Password, kept_password
from gongkai.web.demo.people import enrol_everybody, let_everybody_in
from gongkai.web.demo.progress import watched
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.ledger.sentences import day as said
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.organs.models import Organ
from gongkai.web.portal.my_application import told_of
from gongkai.web.reports.models import Report

ACCOUNTS = """\
用下面的登录名可以登录 /office/，口令都是 {password}（自己改过口令的除外；保存在 {file}）：
  molu-clerk      经办人      办理县政府的年度报告；一条信息逾期没有公开，“领导分工”改过以后还没有送审
  molu-admin      系统管理员  维护机关、内设机构、文号和人员名册
  molu-auditor    审计员      查阅全县的台账，不办理任何事项
其他人员在“人员”中查看。签字的职责首次登录后，先设置第二道登录验证。公开的信息停在各个环节，等着下面的人办：
  molu-section-head       科室负责人      会签冬春农田水利建设实施方案
  molu-secrecy-reviewer   保密审查员      审查森林火灾应急预案
  molu-legality-reviewer  合法性审核员    审核行政处罚裁量基准目录
  molu-deputy-leader      分管领导        审核重大行政决策事项目录调整说明
  molu-chief-leader       主要领导        批准第三季度经济运行情况
  molu-office-head        工作机构负责人  对一份政策性文件的公开属性提出意见，评估一条不予公开的信息，目录有逾期的事项
  molu-civil-affairs-clerk  经办人        县民政局的一条信息被退回；各个环节也各有一件
  zhenxi-clerk            经办人兼发布员  枕溪镇的一条信息已经批准，还没有发布；一件等着张贴
  molu-authority          主管部门        借山乡没有保密审查员，饮水工程施工进度停在审查环节，可以指定代理人"""

APPLICATIONS = """\
用回执号和查询码可以在 /my-application/ 查看下面的申请，像申请人一样补正、说明理由、撤回（保存在 demo_codes）："""


class Command(SiteCommand):
    help = (
        "建立演示数据：虚构的墨鹭县，一个县政府、六个部门、八个乡镇街道，两年里公开的信息、年度报告和各机关的人员。"
        "第一次建立约三分钟，以后另建只要几秒；重复运行不会重复添加。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--small", action="store_true", help="只建立八个机关和最近几个月的几十条信息，试用起来更快。"
        )
        # The one of which the others are copies: nobody signs in there, so it has no password.
        parser.add_argument("--original", action="store_true", help=SUPPRESS)

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.is_copy = not (options["small"] or options["original"]) and home.is_new()
        return super().execute(*args, **options)

    def _bring_up_to_date(self) -> None:
        if self.is_copy:
            try:
                home.copy_demo()
            except CalledProcessError as error:
                raise CommandError("演示数据没有建成，原因见上面；没有留下任何内容。") from error
            except Unwritable as problem:
                raise CommandError(f"{problem.message}{problem.advice}") from problem
        super()._bring_up_to_date()

    def handle(self, *_args: Any, small: bool, original: bool, **_options: Any) -> None:
        if not self.is_copy:
            _must_be_alone()
            day.stand_still()
            _tell_all(is_small=small, is_original=original)
        if original:
            home.settle()
            return
        let_everybody_in(at=timezone.now())  # passwords grow old by the machine's clock
        self.stdout.write(_made())
        self.stdout.write(_accounts(kept_password(settings.HOME)))
        if shown := "\n".join(_shown(settings.HOME)):
            self.stdout.write(f"{APPLICATIONS}\n{shown}")


def _tell_all(*, is_small: bool, is_original: bool) -> None:
    """Everything happens, each at its own time."""
    if is_original:
        home.hurry()
    at = clock.now()
    build(at=day.beginning(), is_small=is_small)
    enrol_everybody(at=day.beginning(), is_small=is_small)
    begin_life(at=at, is_small=is_small, watched=watched)
    read_reports(at=at)


def _made() -> str:
    counts = (
        (Organ, "个机关"),
        (Report, "份年度报告"),
        (User, "名人员"),
        (Item, "条信息"),
        (Application, "件公开申请"),
    )
    told = "，".join(f"{count} {what}" for model, what in counts if (count := model.objects.count()))
    today = f"今天总是{said(settings.FIXED_TODAY)}。" if settings.FIXED_TODAY else ""
    return f"演示数据已就绪：{told}（全部虚构）。{today}"


def _shown(folder: Path) -> Iterator[str]:
    """The applications that can be looked at as their applicants do, each as it stands today."""
    for one in codes.kept(folder):
        application = one.application
        if application and one.is_link:
            yield f"  {one.receipt}  第三方收到的一次性链接：/opinion/{one.secret}/"
        elif application:
            told = told_of(application, on=clock.today())
            yield f"  {one.receipt}  {one.secret}  {told.name}：{application.title}（{application.organ.short_name}）"


def _must_be_alone() -> None:
    """Refuse, before anything is changed, where a real installation keeps its organs."""
    if other := strangers().first():
        raise CommandError(
            f"数据库中有不属于演示的机关（如“{other.name}”），没有建立演示数据，也没有改动任何内容。"
            "演示须另用一套数据：请把 GONGKAI_HOME 设为另一个文件夹，使用 PostgreSQL 的，GONGKAI_DATABASE 也另设一个库。"
        )


def _accounts(password: Password) -> str:
    return ACCOUNTS.format(password=password.text, file=password.file)

"""Fills the site with an invented county and its people, so that there is something to look at and to try."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from gongkai.web.demo.building import build, strangers
from gongkai.web.demo.life import begin_life
from gongkai.web.demo.password import Password, kept_password
from gongkai.web.demo.people import enrol_everybody
from gongkai.web.foundations import clock
from gongkai.web.management.site_command import SiteCommand

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


class Command(SiteCommand):
    help = "建立演示数据：虚构的墨鹭县，八个机关，每个机关两个年度的报告，各机关的人员，还有停在各个环节的信息；重复运行不会重复添加。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        _must_be_alone()
        at = clock.now()
        organs, reports = build(at=at)
        people = enrol_everybody(at=at)
        items = begin_life(at=at)
        self.stdout.write(
            f"演示数据已就绪：{organs} 个机关，{reports} 份年度报告，{people} 名人员，{items} 条信息（全部虚构）。"
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

"""Takes something out for good: proposes it, or carries out or declines what a person proposed."""

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import CommandError
from django.db.models import Model

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.web.foundations import clock
from gongkai.web.ledger import expunge
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told
from gongkai.web.management.site_command import SiteCommand


class Command(SiteCommand):
    only_looks = True
    help = (
        "清除一件内容和它的全部痕迹，台账保持完整。一人提出，另一人执行："
        "在这里提出的须由人在后台执行，在后台提出的可以在这里执行。不带参数时列出待办的提议。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("model", nargs="?", help=f"类别：{'、'.join(expunge.expungeable())}")
        parser.add_argument("pk", nargs="?", type=int, help="编号")
        reasons = "；".join(f"{code} {words}" for code, words in expunge.Reason.choices)
        parser.add_argument("--reason", choices=expunge.Reason.values, help=f"理由：{reasons}")
        parser.add_argument("--article", default="", help="法律依据，例如：个人信息保护法第四十七条")
        parser.add_argument("--carry-out", metavar="提议", type=int, help="执行一项提议，给出它的编号")
        parser.add_argument("--decline", metavar="提议", type=int, help="驳回一项提议，给出它的编号")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self._done(**options)
        except Problem as problem:
            raise CommandError(str(problem)) from problem

    def _done(self, *, carry_out: int | None, decline: int | None, model: str | None, **options: Any) -> None:
        at = clock.now()
        if carry_out:
            count = expunge.carry_out_expunge(_proposal(carry_out), by=SYSTEM, at=at)
            self.stdout.write(
                f"已经清除，共 {count} 处；文件一时删不掉的，后台事务会自动再删。备份和数据库的归档日志中还有的，请按备份的保存期限处理。"
            )
        elif decline:
            expunge.decline_expunge(_proposal(decline), by=SYSTEM, at=at)
            self.stdout.write("已经驳回，内容没有改动。")
        elif model:
            row = _row(model, options["pk"])
            if not options["reason"]:
                raise CommandError("请用 --reason 说明理由。")
            reason, article = expunge.Reason(options["reason"]), options["article"]
            event = expunge.propose_expunge(row, reason=reason, article=article, by=SYSTEM, at=at)
            self.stdout.write(f"已经提出，编号 {event.pk}；须由有这项职责的人在后台执行。")
        else:
            self._list()

    def _list(self) -> None:
        events = list(expunge.proposals())
        for event, sentence in zip(events, told(events), strict=True):
            self.stdout.write(f"{event.pk}  {sentence}")
        if not events:
            self.stdout.write("没有待办的清除。")


def _proposal(pk: int) -> Event:
    proposal = expunge.proposals().filter(pk=pk).first()
    if proposal is None:
        raise CommandError(f"没有编号为 {pk} 的待办提议；不带参数运行可以列出全部。")
    return proposal


def _row(label: str, pk: int | None) -> Model:
    if label not in expunge.expungeable():
        raise CommandError(f"这里不能清除“{label}”，可以清除的是：{'、'.join(expunge.expungeable())}。")
    row = apps.get_model(label)._base_manager.filter(pk=pk).first()
    if row is None:
        raise CommandError(f"没有编号为 {pk} 的{apps.get_model(label)._meta.verbose_name}。")
    return row

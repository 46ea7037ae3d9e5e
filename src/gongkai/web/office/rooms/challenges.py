"""复议诉讼: reviews and suits against what was done with applications, by when the organ answers, and how they ended."""

from typing import Any

from django.db.models import QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import duties_of
from gongkai.web.applications.models.ground import HANDLERS, INSIDERS
from gongkai.web.office.acts import Act
from gongkai.web.office.room import Room
from gongkai.web.remedies.models import Challenge, ChallengeKind
from gongkai.web.remedies.selectors import is_followed

from . import challenge_forms as forms
from . import challenge_result_forms as results
from .applications.moves import lawful
from .challenge_list import ChallengeListing
from .challenge_sheet import about

_may_reopen = lawful("reopen_by_review", "reopen_by_court")


def _is_open(row: Challenge, _viewer: Viewer) -> bool:
    return row.is_open


def _is_kept(row: Challenge, _viewer: Viewer) -> bool:
    """Whether it is no mistake."""
    return not row.is_void


def _lacks_result(row: Challenge, _viewer: Viewer) -> bool:
    return not row.is_void and row.decided is None


def _has_ruling(row: Challenge, _viewer: Viewer) -> bool:
    return not row.is_void and row.latest is not None


def _may_be_appealed(row: Challenge, _viewer: Viewer) -> bool:
    return not row.is_void and row.kind == ChallengeKind.SUIT and row.decided is not None


def _may_be_sued(row: Challenge, _viewer: Viewer) -> bool:
    return not row.is_void and row.kind == ChallengeKind.REVIEW and row.decided is not None


def _orders_reply(row: Challenge, viewer: Viewer) -> bool:
    """Whether it orders a new reply, and the application has not been opened again for it."""
    if row.is_void or row.decided is None or not row.decided.orders_reply or is_followed(row.decided):
        return False
    return _may_reopen(row.application, viewer)


_ANSWERING = (
    Act(
        "register",
        "登记复议诉讼",
        forms.Register,
        HANDLERS,
        "收到复议申请书副本或者起诉状副本的当天登记，答复期限从次日起算。",
        icon="plus",
        is_new=True,
    ),
    Act(
        "answer",
        "登记答复",
        forms.Answer,
        HANDLERS,
        "答复书（答辩状）和证据提交以后登记；登记以后不能再改。",
        is_offered=_is_open,
    ),
)
_DECIDED = (
    Act(
        "decide",
        "登记结果",
        results.Decide,
        HANDLERS,
        "收到复议决定、判决、裁定后登记；申请人撤回、终止审理的，也在这里登记。年度报告表四按登记的结果计数。",
        is_offered=_lacks_result,
    ),
    Act(
        "reopen",
        "按决定重新办理",
        results.Reopen,
        duties_of("reopen_by_review"),
        "责令重新答复的，申请重新办理，从收到决定的次日起算；第一次的处理结果仍计入年度报告。",
        is_offered=_orders_reply,
    ),
    Act(
        "sue",
        "登记再起诉",
        forms.Sue,
        HANDLERS,
        "申请人对这件复议的决定不服、又起诉的，在这里登记，年度报告计入“复议后起诉”。",
        is_offered=_may_be_sued,
    ),
    Act(
        "appeal",
        "登记上诉",
        results.Appeal,
        HANDLERS,
        "任何一方上诉，或者法院决定再审的，在这里登记；从这一天起又是尚未审结，以后面的裁判为准。",
        is_offered=_may_be_appealed,
    ),
)
_MENDING = (
    Act(
        "correct",
        "更正登记",
        forms.Correct,
        HANDLERS,
        "案号、类型、承办人有误，或者复议转为普通程序的，在这里更正，期限随之重新计算。",
        is_offered=_is_kept,
    ),
    Act(
        "amend",
        "更正结果",
        results.Amend,
        HANDLERS,
        "登记的结果、日期有误的，或者补传文书的，在这里更正；原来登记的，台账里都保留。",
        is_offered=_has_ruling,
    ),
    Act(
        "withdraw",
        "撤销结果的登记",
        results.Withdraw,
        HANDLERS,
        "没有这份决定或者裁判，是登记到了别的案件上的，撤销最后登记的一份。",
        is_final=True,
        is_offered=_has_ruling,
    ),
    Act(
        "void",
        "作废登记",
        forms.Void,
        HANDLERS,
        "登记有误的，例如登记到了另一件申请上；作废的不计入年度报告。申请人撤回的不在这里，请登记结果。",
        is_final=True,
        is_offered=_is_kept,
    ),
)


class Challenges(Room):
    """复议诉讼."""

    model = Challenge
    icon = "clipboard-list"
    menu_label = "复议诉讼"
    menu_order = 23
    menu_duties = INSIDERS
    listing = ChallengeListing
    acts = (*_ANSWERING, *_DECIDED, *_MENDING)

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """With what every page names."""
        return super().visible_to(viewer).select_related("application__organ", "owner", "review")

    def organ_path(self, row: Challenge) -> str:
        """The organ that answers."""
        return row.application.organ.path

    def title_of(self, row: Challenge) -> str:
        """墨鹭县人民政府 某号."""
        return f"{row.body} {row.case_no}"

    def about(self, row: Challenge, viewer: Viewer) -> dict[str, Any]:
        """What it is about, by when it is answered, how it ended."""
        return about(row, viewer)

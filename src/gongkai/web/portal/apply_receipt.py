"""回执: what somebody takes home who has applied: the number, the code, until when he is answered, and why then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core import signing

from gongkai.kernel.clock import Clock
from gongkai.kernel.clock_steps import Effect
from gongkai.kernel.days import full_day
from gongkai.kernel.problems import Refused
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.actions.intake import TakenIn
from gongkai.web.applications.actions.moving import clock_of
from gongkai.web.applications.models import Application
from gongkai.web.ledger.sentences import day

from .addresses import address, at_home
from .kiosk import Taken

_SALT = "portal.apply.receipt"
ALWAYS = "随时"
_KEPT = 3600  # seconds in which the receipt can be saved as a file
_CALENDAR = (Effect.RESTS, Effect.RESTS_ONE_DAY, Effect.WORKED)


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that happens next: by when, and what."""

    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that the receipt says. `token` brings it back for an hour, as a file."""

    application: Application
    code: str = field(repr=False)
    received: str
    due: str
    is_provisional: bool
    state: str
    reasons: Sequence[str]
    nexts: Sequence[Next]
    token: str = field(repr=False)

    @property
    def query_path(self) -> str:
        """Where one asks for the state; number and code are typed there, and never stand in an address."""
        return address("my-application")

    @property
    def query_address(self) -> str:
        """The same as it is written on paper."""
        return at_home(self.query_path)

    @property
    def taken(self) -> Taken:
        """What one takes along from a terminal: nobody can ask for this page again."""
        return Taken(self.query_address, "查询办理情况")


def receipt_of(taken: TakenIn) -> Receipt:
    """The receipt of an application that was just taken in."""
    application, told = taken.application, clock_of(taken.application)
    return Receipt(
        application=application,
        code=taken.code,
        received=_weekday(told.received_on),
        due=_weekday(told.due_on),
        is_provisional=told.is_provisional,
        state=case_lifecycle().states[application.state].applicant,
        reasons=list(_reasons(told)),
        nexts=list(_nexts(application, told)),
        token=signing.dumps([application.pk, taken.code], salt=_SALT),
    )


def receipt_again(token: str) -> Receipt:
    """The receipt that a page carries along. Raises Refused when the page is old or was written by nobody here."""
    try:
        pk, code = signing.loads(token, salt=_SALT, max_age=_KEPT)
    except signing.BadSignature as error:
        raise Refused(
            "这张回执已经不能再保存为文件了。", "请用浏览器打印提交后的页面；查询码丢失的，请联系受理机关。"
        ) from error
    return receipt_of(TakenIn(Application.objects.select_related("organ").get(pk=pk), code))


def _weekday(on: date | None) -> str:
    """2026年3月5日（星期四）; empty without a day."""
    return full_day(on) if on else ""


def _reasons(told: Clock) -> Iterator[str]:
    """Why the last day is that day."""
    if told.due_on is None:
        return
    reply = clock_law().deadlines.reply_due
    yield f"自{reply.start.partition('；')[0]}起{reply.workdays}个工作日内答复（{reply.article}）。收到当天不算，从次日算起，星期六、星期日和放假的日子不算。"
    yield from (f"{day(step.on)}：{step.sentence}" for step in told.steps if step.does in _CALENDAR)
    if told.is_provisional:
        yield "所经年份的放假安排还没有公布，这一天是暂定的；公布后如有变化，查询时看到的是新的日期。"


def _nexts(application: Application, told: Clock) -> Iterator[Next]:
    """What may happen until the reply, each with its day."""
    lengths = clock_law().deadlines
    if told.received_on is None:
        yield Next("近日", "工作人员与您联系，确认收到申请。确认的那一天是收到之日，答复期限从次日算起。")
        return
    notice = lengths.correction_notice_due
    if until := told.limit("correction_notice_due"):
        yield Next(
            f"{_weekday(until)}以前",
            f"申请有不清楚的地方，会一次性告诉您补正什么（{notice.article}）。补正后重新计算答复期限。",
        )
    extension = lengths.extension
    yield Next(
        f"{_weekday(told.due_on)}以前",
        f"答复您。向第三方或者其他机关征求意见的时间不计算在内；需要延长的，最多延长{extension.workdays}个工作日，事先告诉您（{extension.article}）。",
    )
    phone = f"，或者拨打 {application.organ.phone}" if application.organ.phone else ""
    yield Next(ALWAYS, f"凭回执号和查询码查看办到哪一步、下载答复{phone}。")

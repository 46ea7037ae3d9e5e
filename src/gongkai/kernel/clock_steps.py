"""The steps by which a due day came about, in words that are the same for the officer, the applicant and the court."""

from datetime import date
from enum import Enum
from typing import NamedTuple

from .case import Consulted, Happened, Reopener
from .days import WEEKDAYS, in_words

NAMES = {
    Happened.RECEIVED: "收到申请",
    Happened.CORRECTION_ASKED: "补正告知",
    Happened.CORRECTED: "收到补正",
    Happened.CORRECTION_LAPSED: "逾期不补正，视为放弃申请",
    Happened.CONSULTATION_SENT: "发出征求意见书",
    Happened.CONSULTATION_RECEIVED: "征求意见书送达",
    Happened.CONSULTATION_CLOSED: "征求意见结束",
    Happened.REASONS_ASKED: "要求申请人说明理由",
    Happened.EXTENDED: "延长答复期限",
    Happened.DELAYED: "确定延迟答复的期限",
    Happened.FEE_NOTICED: "送达收费通知",
    Happened.FEE_PAID: "缴纳信息处理费",
    Happened.FEE_LAPSED: "逾期未缴费，视为放弃申请",
    Happened.REPLIED: "答复",
    Happened.POSTED: "邮寄答复",
    Happened.ANNOUNCED: "公告送达答复",
    Happened.SERVED: "送达答复",
    Happened.WITHDRAWN: "申请人撤回申请",
    Happened.VOIDED: "重复登记作废",
    Happened.SPLIT: "拆分为几件分别办理",
    Happened.REOPENED: "重新办理",
}
CONSULTED = {
    Consulted.THIRD_PARTY: "第三方",
    Consulted.ORGAN: "其他机关",
    Consulted.CO_MAKER: "共同制作机关",
}
REOPENERS = {
    Reopener.REVIEW: "收到行政复议决定",
    Reopener.COURT: "收到人民法院的裁判",
    Reopener.SELF: "自行纠正",
}


class Effect(Enum):
    """What a step does to the days: for programs, and as a sentence. Both may name its day, its length and its name."""

    DAY_0 = ("day 0", "{name}。当日不计，答复期限自次日起计算。")
    DAY_0_ORDERED = ("day 0, due {until}", "{name}。应在{until}以前重新答复。")
    AWAITS_CORRECTION = (
        "clock stops, correction due {until}",
        "告知申请人补正，答复期限停止计算。申请人应在{until}以前补正。",
    )
    LATE_NOTICE = (
        "late notice, clock runs on, correction due {until}",
        "告知申请人补正，超过了告知补正的期限，属于程序瑕疵：答复期限继续计算，不因补正重新起算。申请人应在{until}以前补正。",
    )
    RUNS_ON = ("clock runs on", "{name}。答复期限继续计算。")
    PAUSES = (
        "pause begins, ends {until} at the latest",
        "向{name}征求意见，自次日起暂停计算，最迟到{until}。",
    )
    NO_PAUSE = (
        "no pause: overdue",
        "向{name}征求意见。答复期限在这以前已经届满，征求意见的时间不能扣除。",
    )
    LIMIT = ("opinion due {until}", "{name}收到征求意见书，应在{until}以前提出意见。")
    RESUMES = ("pause ends", "收到{name}的意见，自次日起恢复计算。")
    RESUMED = (
        "pause ended {until}",
        "收到{name}的意见。提出意见的期限在{until}已经届满，自那以后就恢复计算了。",
    )
    EXTENDED = ("+{days} workdays, due {until}", "延长答复期限{days}个工作日，到{until}。")
    DELAYED = ("due {until}", "确定延迟答复的期限，到{until}。")
    AWAITS_PAYMENT = (
        "clock stops, payment due {until}",
        "送达收费通知，等候缴费。申请人应在{until}以前缴费，缴费后答复期限重新计算。",
    )
    ON_TIME = ("closed, on time", "{name}，没有超过答复期限。")
    LATE = ("closed, {days} workdays late", "{name}，超过答复期限{days}个工作日。")
    CLOSED = ("closed", "{name}，办理终结。")
    FACT = ("recorded", "{name}。")
    PAUSED = (
        "{days} workdays not counted until {until}",
        "征求意见，到{until}为止，{days}个工作日不计入期限。",
    )
    RESTS = ("not counted until {until}", "{name}放假，到{until}为止，不计入期限。")
    RESTS_ONE_DAY = ("not counted", "{name}放假，不计入期限。")
    WORKED = ("counted", "{name}调休，{weekday}上班，计入期限。")
    LAST_DAY = ("last day", "{name}期限的最后一天。")
    LAST_DAY_PROVISIONAL = (
        "last day, provisional",
        "{name}期限的最后一天。所经年份的放假安排还没有公布，这一天是暂定的。",
    )


class ClockStep(NamedTuple):
    """One step: its day, what it is (a kind of event, or what the calendar adds), its article, what it does to the days.

    `until` is the day, `days` the working days, `name` the word that its sentence speaks of.
    """

    on: date
    what: str
    article: str
    does: Effect
    until: date | None = None
    days: int = 0
    name: str = ""

    @property
    def effect(self) -> str:
        """What the step does to the days, in the words of the contract for programs."""
        return str(self.does.value[0]).format(until=self.until, days=self.days)

    @property
    def sentence(self) -> str:
        """What the step does to the days, as one says it to people."""
        said: str = self.does.value[1]
        until = in_words(self.until) if self.until else ""
        weekday = f"星期{WEEKDAYS[self.on.weekday()]}"
        return said.format(until=until, days=self.days, name=self.name, weekday=weekday)

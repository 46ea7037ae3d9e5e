"""What may be done with a case now, and one form for all the moves that only enter what happened."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms

from gongkai.kernel.application import Offer
from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.case_lifecycle import CaseMove
from gongkai.kernel.clock import due as due_of_events
from gongkai.kernel.days import full_day
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotLawful
from gongkai.kernel.workdays import Counted, add_workdays
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.actions.filing import take_correction
from gongkai.web.applications.actions.moving import clock_of, events_of
from gongkai.web.applications.actions.steps import SIMPLE, offers, step
from gongkai.web.applications.models import Application
from gongkai.web.foundations import clock
from gongkai.web.office.acts import Act, ActForm

LINES = {"rows": 3}
TEMPLATE = "office/case_act.html"
# The notice says what to correct (Art. 30): those words are kept where a late notice keeps why it is late.
_TELLS = {"ask_correction": "reason"}
_LATER = 10**9  # after everything that was entered


def offers_now(application: Application) -> Mapping[str, Offer]:
    """Every move by its code, lawful today or not; looked up once for each row that a page shows."""
    if not hasattr(application, "offers_now"):
        application.offers_now = {one.move.code: one for one in offers(application, on=clock.today())}
    return application.offers_now


def lawful(*codes: str) -> Callable[[Application, Viewer], bool]:
    """Whether one of these moves is lawful today."""

    def is_lawful(application: Application, _viewer: Viewer) -> bool:
        known = offers_now(application)
        return any(known[code].is_lawful for code in codes)

    return is_lawful


def act_of(code: str, form: type[ActForm], *others: str, title: str = "", **more: Any) -> Act:
    """A move as an act of the office; with `others` it stands for several moves of the same people."""
    move = case_lifecycle().moves[code]
    usual = {
        "duties": move.duties,
        "is_final": move.is_irreversible and not move.letters,
        "is_offered": lawful(code, *others),
        "template": TEMPLATE,
    }
    return Act(code.replace("_", "-"), title or move.name, form, **usual | more)


class CaseForm(ActForm):
    """A form about a case: what cannot be taken back says so once, in the words of the law data.

    What is entered has happened: a day that is still to come is a slip of the hand, told beside its field.
    """

    confirm = ""
    happened = ("on", "arrived_on")

    def clean(self) -> dict[str, Any]:
        """No day of what happened lies ahead."""
        said = super().clean()
        for name in self.happened:
            if said.get(name) and said[name] > clock.today():
                self.add_error(name, f"{full_day(said[name])}还没有到。请写事情发生的那一天。")
        return said


class Step(CaseForm):
    """What a plain move needs to have filled in; fields that the move does not have are left out."""

    code = ""
    on = forms.DateField(label="日期", help_text="事情发生的那一天；以后补记的，写当时的日期。")
    limit_on = forms.DateField(label="限期")
    days = forms.IntegerField(label="延长的工作日数", min_value=1)
    until = forms.DateField(label="延至哪一天")
    reason = forms.CharField(label="理由", widget=forms.Textarea(LINES), max_length=2000)

    def prepare(self) -> None:
        """Only what this move needs today, with what the clock says to it."""
        self.move: CaseMove = case_lifecycle().moves[self.code]
        self.confirm = self.move.confirm
        wanted = {"on", "said", *offers_now(self.row)[self.code].needs, _TELLS.get(self.code, "on")}
        for name in set(self.fields) - wanted:
            del self.fields[name]
        self.order_fields(("reason",) if self.code in _TELLS else None)
        self.fields["on"].initial = clock.today()
        if told := _HINTS.get(self.code):
            told(self)

    def event(self, said: Mapping[str, Any]) -> CaseEvent:
        """What happens when the form says this."""
        filled = {name: said[name] for name in ("limit_on", "days", "until", "reason") if name in said}
        outcome = self.move.outcomes[0] if "outcome" in self.move.needs else ""
        return CaseEvent(
            kind=self.move.event, on=said["on"], of=self.move.of, by=self.move.by, outcome=outcome, **filled
        )

    def carry_out(self, *, at: datetime) -> Application:
        """Take the move."""
        return step(self.row, self.event(self.cleaned_data), by=self.viewer, at=at)


class Correct(Step):
    """What the applicant corrected, as he said it; late, with his reasons besides."""

    said = forms.CharField(
        label="补正的内容",
        widget=forms.Textarea(LINES),
        max_length=4000,
        help_text="照申请人所写。材料在文件里的，写“见附件”，再用“材料入卷”入卷。",
    )

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it, and keep his words."""
        said = dict(self.cleaned_data)
        return take_correction(self.row, text=said.pop("said"), **said, by=self.viewer, at=at)


_FORMS: Mapping[str, type[Step]] = {"correct": Correct, "correct_late": Correct}


def plain_acts() -> tuple[Act, ...]:
    """The moves that need nothing but a form of their fields."""
    return tuple(act_of(code, type("Step", (_FORMS.get(code, Step),), {"code": code})) for code in SIMPLE)


def due_after(application: Application, event: CaseEvent) -> Counted | None:
    """The day for the reply if this happened; None when it cannot, or when the clock stands still."""
    told = [*events_of(application), replace(event, entry=_LATER)]
    try:
        return due_of_events(told, law=clock_law())
    except NotLawful:
        return None


def _correction(form: Step) -> None:
    told = form.fields["reason"]
    if "reason" in offers_now(form.row)[form.code].needs:
        told.label, told.help_text = "过期才告知的理由", "需要补正什么，写在补正告知书里。"
    else:
        told.label = "需要补正什么"
        told.help_text = "照告知书写：哪里不明确，请申请人说明什么。申请人在网上会看到这段话。"
    law, today = clock_law(), clock.today()
    usual = add_workdays(today, law.deadlines.correction_due.workdays, calendar=law.calendar).day
    field = form.fields["limit_on"]
    field.label, field.initial = "补正的期限", usual
    notice = clock_of(form.row).limit("correction_notice_due")
    late = f"告知须在{full_day(notice)}以前发出；过期告知的，答复期限照常计算。" if notice else ""
    length = law.deadlines.correction_due.workdays
    field.help_text = (
        f"一般给{length}个工作日：{full_day(usual)}（{law.deadlines.correction_due.article}）。{late}"
    )


def _reasons(form: Step) -> None:
    field = form.fields["limit_on"]
    field.label = "说明理由的期限"
    due_on = clock_of(form.row).due_on
    field.help_text = f"答复期限照常计算，到{full_day(due_on)}届满。" if due_on else "答复期限照常计算。"


def _extension(form: Step) -> None:
    extension = clock_law().deadlines.extension
    most = extension.workdays
    field = form.fields["days"]
    field.initial = most
    event = CaseEvent(kind=Happened.EXTENDED, on=clock.today(), days=most, reason="…")
    due = due_after(form.row, event)
    provisional = "（暂定：次年的放假安排还没有登记）" if due and due.is_provisional else ""
    told = f"延长{most}个工作日的，答复期限到{full_day(due.day)}{provisional}。" if due else ""
    field.help_text = f"最多{most}个工作日，只能延长一次（{extension.article}）。{told}"


def _delay(form: Step) -> None:
    due_on = clock_of(form.row).due_on
    now = f"现在的答复期限是{full_day(due_on)}。" if due_on else ""
    form.fields["until"].help_text = f"{now}延至的日期将告知申请人，只能确定一次（条例第三十五条）。"


def _correct(form: Step) -> None:
    event = CaseEvent(kind=Happened.CORRECTED, on=clock.today(), reason="…")
    if due := due_after(form.row, event):
        form.fields["on"].help_text = f"今天收到的，答复期限为{full_day(due.day)}。"
    if "reason" in form.fields:
        reason = form.fields["reason"]
        reason.label, reason.help_text = "逾期的正当理由", "补正的期限已经届满：写明有什么正当理由。"


_HINTS: Mapping[str, Callable[[Step], None]] = {
    "ask_correction": _correction,
    "ask_reasons": _reasons,
    "extend": _extension,
    "delay": _delay,
    "correct": _correct,
    "correct_late": _correct,
}

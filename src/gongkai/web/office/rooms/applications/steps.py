"""One form for all the moves that only enter what happened, and send a letter where somebody has to be told."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.case_lifecycle import CaseMove
from gongkai.kernel.clock import due as due_of_events
from gongkai.kernel.days import full_day
from gongkai.kernel.problems import NotLawful
from gongkai.kernel.workdays import Counted, add_workdays
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.actions.filing import take_correction
from gongkai.web.applications.actions.moving import clock_of, events_of
from gongkai.web.applications.actions.steps import SIMPLE, step
from gongkai.web.applications.letters.known import Around
from gongkai.web.applications.models import Application, Happening
from gongkai.web.foundations import clock
from gongkai.web.office.acts import Act

from .letters import TEMPLATE, WithLetter
from .moves import LINES, CaseForm, act_of, offers_now

_LATER = 10**9  # after everything that was entered
_UNCLEAR = "fact-unclear"


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
        wanted = {"on", "said", "shown", "on_paper", *offers_now(self.row)[self.code].needs}
        for name in set(self.fields) - wanted:
            del self.fields[name]
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


class LetteredStep(WithLetter, Step):
    """A move that tells the applicant something in a letter."""

    facts_first = True

    def prepare(self) -> None:
        """What the move needs, and what its letter has to be told."""
        super().prepare()
        self.letters, self.sends = self.move.letters, self.move.name
        self.ask_for_letters()

    def begun_around(self) -> Around:
        """The letter tells the result with which the move ends the case, if it does."""
        outcome = self.move.outcomes[0] if "outcome" in self.move.needs else ""
        return Around(on=clock.today(), outcome=outcome)

    def around(self, said: Mapping[str, Any]) -> Around:
        """What the move enters."""
        return replace(self.begun_around(), event=self.event(said))

    def event(self, said: Mapping[str, Any]) -> CaseEvent:
        """What is unclear, the applicant also reads on his page; a late notice keeps there why it is late."""
        event = super().event(said)
        rows = said.get(_UNCLEAR, ())
        if event.reason or not rows:
            return event
        told = "".join(f"{no}．{row['what']}：{row['how']}。" for no, row in enumerate(rows, 1))
        return replace(event, reason=told.replace("。。", "。")[: _longest_reason()])

    def carry_out(self, *, at: datetime) -> Application:
        """Take the move, and send the letter."""
        event = self.event(self.cleaned_data)
        return step(self.row, event, by=self.viewer, at=at, letters=self.told())


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
    return tuple(map(_plain, SIMPLE))


def _plain(code: str) -> Act:
    if not case_lifecycle().moves[code].letters:
        return act_of(code, type("Step", (_FORMS.get(code, Step),), {"code": code}))
    return act_of(code, type("LetteredStep", (LetteredStep,), {"code": code}), template=TEMPLATE)


def _longest_reason() -> int:
    return Happening._meta.get_field("reason").max_length


def due_after(application: Application, event: CaseEvent) -> Counted | None:
    """The day for the reply if this happened; None when it cannot, or when the clock stands still."""
    told = [*events_of(application), replace(event, entry=_LATER)]
    try:
        return due_of_events(told, law=clock_law())
    except NotLawful:
        return None


def _correction(form: Step) -> None:
    if "reason" in form.fields:
        told = form.fields["reason"]
        told.label, told.help_text = "过期才告知的理由", "需要补正什么，写在补正告知书里。"
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

"""期限的计算: how a letter tells in a sentence or two why its limit ends on that day, where not simply so many days ran."""

from collections.abc import Callable, Mapping
from datetime import date

from .case import Happened
from .clock import Clock
from .clock_steps import ClockStep, Effect
from .days import in_words


def reckoned(told: Clock, *, you: str) -> str:
    """Correction, payment, consultations, extension or delay in the order of their days, and the last day; nothing where
    none of them changed it, or while no day runs. `you` is how the letter speaks to the applicant."""
    if told.due_on is None:
        return ""
    said = [words for step in _since(told.steps) if (words := _words(step, you))]
    return f"答复期限的计算：{'；'.join(said)}。期限到{_day(told.due_on)}为止。" if said else ""


def _since(steps: tuple[ClockStep, ...]) -> list[ClockStep]:
    """What counts for the last day: what happened before a reopened case began again, counts no more."""
    anew = [place for place, step in enumerate(steps) if step.what == Happened.REOPENED]
    return list(steps[anew[-1] :] if anew else steps)


def _words(step: ClockStep, you: str) -> str:
    begun = _BEGUN.get(step.what) if step.does in _DAYS_0 else None
    if begun is not None:
        return begun.format(you=you, on=in_words(step.on))
    tell = _TOLD.get(step.does)
    return tell(step) if tell else ""


def _day(on: date) -> str:
    return f"{in_words(on)}（含当日）"


_DAYS_0 = (Effect.DAY_0, Effect.DAY_0_ORDERED)
_BEGUN: Mapping[str, str] = {
    Happened.CORRECTED: "{you}于{on}补正，自次日起计算",
    Happened.FEE_PAID: "{you}于{on}缴纳信息处理费，自次日起重新计算",
    Happened.REOPENED: "本机关于{on}重新办理，自次日起计算",
}
_TOLD: Mapping[Effect, Callable[[ClockStep], str]] = {
    Effect.LATE_NOTICE: lambda _step: "告知补正超过了规定的期限，不因补正重新计算",
    Effect.PAUSED: lambda step: f"征求意见的{step.days}个工作日不计算在内",
    Effect.EXTENDED: lambda step: f"于{in_words(step.on)}延长{step.days}个工作日",
    Effect.DELAYED: lambda step: f"于{in_words(step.on)}确定延迟答复",
}

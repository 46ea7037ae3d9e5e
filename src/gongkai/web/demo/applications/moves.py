"""The steps of which the data tell, by their names."""

from collections.abc import Callable
from datetime import datetime

from gongkai.kernel.problems import Problem

from . import challenged, ending, handling
from .case import Case


def tell(case: Case, step: str, at: datetime) -> None:
    """One step, unless the case is over: something people did stands in the way."""
    if case.is_over:
        return
    try:
        STEPS[step](case, at)
    except Problem:
        case.is_over = True


STEPS: dict[str, Callable[[Case, datetime], None]] = {
    "apply": handling.apply,
    "confirm": handling.confirm,
    "assign": handling.assign,
    "ask_section": handling.ask_section,
    "answer_section": handling.answer_section,
    "search": handling.search,
    "ask_correction": handling.ask_correction,
    "correct": handling.correct,
    "correct_late": handling.correct_late,
    "lapse_correction": handling.lapse_correction,
    "consult": handling.consult,
    "deliver": handling.deliver,
    "opinion": handling.opinion,
    "ask_reasons": handling.ask_reasons,
    "give_reasons": handling.give_reasons,
    "delay": handling.delay,
    "propose_fee": handling.propose_fee,
    "notice_fee": handling.notice_fee,
    "pay": handling.pay,
    "lapse_fee": handling.lapse_fee,
    "extend": handling.extend,
    "draft": ending.draft,
    "at_once": ending.at_once,
    "submit": ending.submit,
    "pass": ending.pass_one,
    "approve": ending.approve,
    "return": ending.send_back,
    "serve": ending.serve,
    "prove": ending.prove,
    "conclude": ending.conclude,
    "tell_third_party": ending.tell_third_party,
    "archive": ending.archive,
    "withdraw": ending.withdraw,
    "discontinue": ending.discontinue,
    "void": ending.void,
    "split": ending.split,
    "report_up": ending.report_up,
    "lodge": challenged.lodge,
    "answer_lodged": challenged.answer,
    "rule": challenged.rule,
    "reopen": ending.reopen,
}

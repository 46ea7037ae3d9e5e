"""查询码丢了: what becomes of it when somebody says the telephone number on file."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.kernel.problems import Problem
from gongkai.web.applications.actions import codes
from gongkai.web.organs.models import Organ

from .my_application_forms import LostForm

_NOT_FOUND = "回执号与电话对不上。请写申请时留下的电话；当时没有留电话的，请带身份证件到受理机关的窗口换发。"


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the page says; the counter that gives out the code, where it is known whose."""

    title: str
    advice: str
    organ: Organ | None = None


def recovered(form: LostForm, *, sender: str, at: datetime) -> Recovered | None:
    """Where the new code comes from; None when the number does not fit, and the form says so.

    Where codes are sent, the page is the same whether the number was right or not.
    """
    try:
        found = codes.recover(**form.cleaned_data, sender=sender, at=at)
    except Problem as problem:
        form.add_error(None, str(problem))
        return None
    if found.is_sent_if_right:
        return Recovered(
            "已经收到，请留意短信或者电子邮件。",
            "电话与申请时填写的一致的，新的查询码随后发到申请时留下的手机或者电子邮箱，原来的查询码同时失效。过了半小时还没有收到的，请带身份证件到受理机关的窗口换发。",
        )
    if found.counter is None:
        form.add_error(None, _NOT_FOUND)
        return None
    return Recovered(
        "电话对得上。",
        "本站现在不能用短信或者邮件发送查询码，请带身份证件到受理机关的窗口，工作人员当场换发。",
        found.counter,
    )

"""What is filled in when an application is charged: proposed by one, approved and sent by another, paid."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import Viewer
from gongkai.kernel.fees import standard
from gongkai.kernel.problems import Refused
from gongkai.lawbook.fees import fee_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.actions import charging
from gongkai.web.applications.letters.known import Around
from gongkai.web.applications.models import Application, FeeMethod, FeeNotice
from gongkai.web.foundations import clock

from .letters import WithLetter
from .moves import CaseForm, offers_now


class ProposeFee(CaseForm):
    """提出收费: nobody proposes an amount that he has not seen, so the first round shows it."""

    method = forms.ChoiceField(label="计收方式", choices=FeeMethod.choices, widget=forms.RadioSelect)
    quantity = forms.IntegerField(label="数量", min_value=1)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    fee: FeeNotice | None = None  # as it was reckoned from what is filled in

    @property
    def button(self) -> str:
        """What the next round does."""
        return "提出收费" if self.fee else "计算金额"

    def prepare(self) -> None:
        """What each way costs; how many the applicant had before in the month."""
        ladders = fee_law().ladders
        told = "".join(f"{one.name}：{standard(one)}。" for one in ladders.values())
        prior = charging.prior_of(self.row)
        self.fields["method"].help_text = f"两种方式只能选一种（{fee_law().article}）。{told}"
        self.fields[
            "quantity"
        ].help_text = (
            f"按件计收的写件数，一件申请为1；按量计收的写页数。同一申请人本月在本机关此前已有{prior}件。"
        )
        self.fields["quantity"].initial = 1

    def clean(self) -> dict[str, Any]:
        """What it costs; proposed is what was shown before."""
        said = super().clean()
        if {"method", "quantity"} <= said.keys():
            self._reckon(said)
        return said

    def _reckon(self, said: dict[str, Any]) -> None:
        asked = {name: said[name] for name in ("method", "quantity")}
        try:
            self.fee = charging.reckoned(self.row, **asked, on=clock.today())
        except Refused as problem:
            self.add_error(None, str(problem))
            return
        seen = f"{self.fee.method} {self.fee.quantity} {self.fee.amount}"
        if said.get("shown") != seen:
            self.add_error("shown", "请核对金额，再提出收费。")
            self.data = self.data.copy()
            self.data["shown"] = seen

    def carry_out(self, *, at: datetime) -> Application:
        """Propose it."""
        said = self.cleaned_data
        charging.propose_fee(
            self.row, method=said["method"], quantity=said["quantity"], by=self.viewer, at=at
        )
        return self.row


class NoticeFee(WithLetter):
    """批准并发出收费通知."""

    on = forms.DateField(label="送达日期", help_text="申请人收到收费通知的那一天。")
    sends = "批准并发出收费通知"

    def prepare(self) -> None:
        """What was proposed, by whom."""
        move = case_lifecycle().moves["notice_fee"]
        self.confirm, self.letters = move.confirm, move.letters
        self.fields["on"].initial = clock.today()
        fee = self.row.fee
        told = "".join(fee.lines)
        self.fields["on"].help_text += f"由{fee.proposed_by}提出：{told}"
        self.ask_for_letters()
        self.fields[
            "fact-payment_manner"
        ].help_text = "收款的单位、账户或者缴款码，以及到哪里缴纳；费用直接缴入国库，本机关不收现金。"

    def begun_around(self) -> Around:
        """The fee as it was proposed."""
        return Around(on=clock.today(), fee=self.row.fee)

    def around(self, said: Mapping[str, Any]) -> Around:
        """The bill, as the applicant has it on that day."""
        event = CaseEvent(kind=Happened.FEE_NOTICED, on=said["on"])
        return replace(self.begun_around(), event=event)

    def carry_out(self, *, at: datetime) -> Application:
        """Approve and send it."""
        on, letters = self.cleaned_data["on"], self.told()
        charging.notice_fee(self.row.fee, on=on, by=self.viewer, at=at, letters=letters)
        return self.row


class Pay(CaseForm):
    """登记缴费."""

    on = forms.DateField(label="缴费日期")
    receipt_no = forms.CharField(label="财政票据号", max_length=60)

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        charging.record_payment(self.row.fee, **self.cleaned_data, by=self.viewer, at=at)
        return self.row


def fee_of(application: Application) -> FeeNotice | None:
    """What was proposed or billed."""
    return FeeNotice.objects.filter(application=application).select_related("proposed_by").first()


def may_be_proposed(application: Application, _viewer: Viewer) -> bool:
    """As long as no notice went out."""
    return offers_now(application)["notice_fee"].is_lawful


def is_proposed_by_another(application: Application, viewer: Viewer) -> bool:
    """Somebody else has proposed it, and no notice went out yet."""
    fee = fee_of(application) if offers_now(application)["notice_fee"].is_lawful else None
    return fee is not None and fee.noticed_on is None and fee.proposed_by_id != viewer.person


def is_owed(application: Application, _viewer: Viewer) -> bool:
    """Billed, and payment is waited for."""
    return offers_now(application)["pay"].is_lawful

"""What is filled in for a review or a suit: that it came, what is put right, that it was answered, that it was a mistake."""

from collections.abc import Iterator
from datetime import date, datetime

from django import forms

from gongkai.kernel.challenges import ChallengeRow
from gongkai.web.applications.models import Application
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.ledger.sentences import moment
from gongkai.web.office.acts import ActForm, PersonField
from gongkai.web.people.models import Appointment
from gongkai.web.remedies import actions
from gongkai.web.remedies.actions import Lodged
from gongkai.web.remedies.labels import row_labels
from gongkai.web.remedies.limits import limit_of
from gongkai.web.remedies.models import Challenge, ChallengeKind, Procedure
from gongkai.web.remedies.selectors import bundles_of

from .applications.forms import handlers_of
from .applications.search import found


def _procedures() -> list[tuple[str, str]]:
    """How a review is heard, each with how long one has, as the law data say; a suit names none."""
    return [("", "（不是复议，不选）"), *((one.value, _with_limit(one)) for one in Procedure)]


def _with_limit(procedure: Procedure) -> str:
    limit = limit_of(ChallengeKind.REVIEW, procedure)
    return f"{procedure.label}：{limit.length}（{limit.article}）"


def _since_receipt() -> str:
    """From when the days run, and how many a suit leaves."""
    limit = limit_of(ChallengeKind.SUIT, "")
    return f"期限从次日起算。行政诉讼的答辩期限是{limit.length}（{limit.article}）。"


class _Papers(ActForm):
    """What the papers of the review organ or the court say."""

    body = forms.CharField(label="复议机关或者法院", max_length=100)
    case_no = forms.CharField(label="案号", max_length=100, help_text="照通知书所写。")
    received_on = forms.DateField(label="收到日期")
    owner = PersonField(label="承办人", required=False)

    def clean_received_on(self) -> date:
        """What came has come."""
        received_on = self.cleaned_data["received_on"]
        if received_on > clock.today():
            raise forms.ValidationError("这一天还没有到。请写收到副本的那一天。")
        return received_on

    def lodged(self, kind: str, review: Challenge | None) -> Lodged:
        """As the action takes it."""
        said = {name: self.cleaned_data[name] for name in ("body", "case_no", "received_on", "owner")}
        return Lodged(kind, self.cleaned_data.get("procedure", ""), review=review, **said)


class _Staged(_Papers):
    """With which line of table 4 it is, and, for a suit after a review, with the number of that review."""

    stage = forms.ChoiceField(
        label="类型",
        choices=lambda: [*row_labels().items()],
        help_text="年度报告表四按类型分栏。对复议决定不服、又起诉的，选“复议后起诉”。",
    )
    procedure = forms.ChoiceField(
        label="复议的程序",
        choices=_procedures,
        required=False,
        help_text="照通知书写明的选；没有写明的，按简易程序准备。",
    )
    review_no = forms.CharField(
        label="先行的复议的案号",
        max_length=100,
        required=False,
        help_text="复议后起诉的，写那件复议的案号；这件申请只登记过一件复议的，可以不写。",
    )

    def case(self) -> Application | None:
        """The application that it is about; None while that is not known."""
        raise NotImplementedError

    def clean(self) -> dict:
        """A review has a procedure; a suit after a review finds its review among those of the application."""
        said = super().clean()
        if said.get("stage") == ChallengeRow.REVIEW and not said.get("procedure"):
            self.add_error("procedure", "请选择复议的程序，答复期限由它决定。")
        case = self.case()
        if said.get("stage") == ChallengeRow.SUIT_AFTER_REVIEW and case is not None:
            said["review"] = self._review(case, said.get("review_no", ""))
        return said

    def staged(self) -> Lodged:
        """As the action takes it."""
        stage = self.cleaned_data["stage"]
        kind = ChallengeKind.REVIEW if stage == ChallengeRow.REVIEW else ChallengeKind.SUIT
        return self.lodged(kind, self.cleaned_data.get("review"))

    def _review(self, case: Application, number: str) -> Challenge | None:
        known = list(case.challenges.filter(kind=ChallengeKind.REVIEW, is_void=False).order_by("pk"))
        fitting = [one for one in known if one.case_no == number] if number else known
        if len(fitting) == 1:
            return fitting[0]
        if not known:
            self.add_error("stage", "这件申请还没有登记过行政复议。请先登记那件复议，再登记诉讼。")
        else:
            listed = "、".join(one.case_no for one in known)
            self.add_error("review_no", f"请写是哪一件复议。这件申请登记过的有：{listed}。")
        return None


class Register(_Staged):
    """登记."""

    number = forms.CharField(label="哪一件申请", help_text="登记编号，例如〔年份〕12号，或者回执号。")
    field_order = (*("number", "stage", "review_no", "procedure", "body", "case_no", "received_on", "owner"),)
    begun_with = ("number",)
    button = "登记"

    def prepare(self) -> None:
        """By the law's lengths; whoever handles cases where the viewer does may see to it."""
        self.fields["received_on"].help_text = _since_receipt()
        self.fields["received_on"].initial = clock.today()
        organs = Application.objects.changeable_by(self.viewer).order_by().values("organ")
        held = Appointment.objects.in_force(clock.today()).filter(organ__in=organs, duty__in=HANDLERS)
        handlers = User.objects.filter(pk__in=held.order_by().values("person"), is_active=True)
        self.fields["owner"].queryset = handlers.select_related("organ")

    def case(self) -> Application | None:
        """The one with the number, once it is found."""
        return self.cleaned_data.get("number")

    def clean_number(self) -> Application:
        """One that the viewer handles."""
        mine = Application.objects.changeable_by(self.viewer).select_related("organ")
        fitting = list(found(mine, self.cleaned_data["number"])[:2])
        if not fitting:
            raise forms.ValidationError("没有这个编号的申请。请写登记编号或者回执号。")
        if len(fitting) > 1:
            raise forms.ValidationError("不止一件申请符合。请写带年份的登记编号，或者回执号。")
        return fitting[0]

    def carry_out(self, *, at: datetime) -> Challenge:
        """Enter it."""
        return actions.register(self.cleaned_data["number"], self.staged(), by=self.viewer, at=at)


class Sue(_Papers):
    """登记再起诉: a suit against what the review decided."""

    button = "登记"

    def prepare(self) -> None:
        """Of today, seen to by whoever saw to the review."""
        self.fields["received_on"].help_text = _since_receipt()
        self.fields["received_on"].initial = clock.today()
        self.fields["body"].label = "法院"
        self.fields["owner"].queryset = handlers_of(self.row.application, clock.today())
        self.fields["owner"].initial = self.row.owner

    def carry_out(self, *, at: datetime) -> Challenge:
        """Enter it; what is shown then is the suit."""
        lodged = self.lodged(ChallengeKind.SUIT, self.row)
        return actions.register(self.row.application, lodged, by=self.viewer, at=at)


class Correct(_Staged):
    """更正登记."""

    field_order = ("stage", "review_no", "procedure", "body", "case_no", "received_on", "owner")
    button = "更正"

    def prepare(self) -> None:
        """As it stands."""
        for name in ("procedure", "body", "case_no", "received_on", "owner"):
            self.fields[name].initial = getattr(self.row, name)
        self.fields["stage"].initial = self.row.row.value
        self.fields["review_no"].initial = self.row.review.case_no if self.row.review else ""
        self.fields["received_on"].help_text = _since_receipt()
        self.fields["owner"].queryset = handlers_of(self.row.application, clock.today())

    def case(self) -> Application:
        """The one that it is about already."""
        return self.row.application

    def carry_out(self, *, at: datetime) -> Challenge:
        """Put it right."""
        return actions.correct(self.row, self.staged(), by=self.viewer, at=at)


class Answer(ActForm):
    """登记答复."""

    on = forms.DateField(
        label="提交日期", help_text="答复书（答辩状）和证据、依据提交给复议机关或者法院的那一天。"
    )
    bundle_sha256 = forms.ChoiceField(
        label="提交的证据包", required=False, help_text="在申请的页面制作的证据包；没有用证据包的，不选。"
    )
    button = "登记答复"

    def prepare(self) -> None:
        """Today; one of the bundles that were made for the case."""
        self.fields["on"].initial = clock.today()
        self.fields["bundle_sha256"].choices = [("", "（没有用证据包）"), *_bundles(self.row.application)]

    def carry_out(self, *, at: datetime) -> Challenge:
        """Enter it."""
        return actions.answer(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Void(ActForm):
    """作废登记."""

    reason = forms.CharField(
        label="原因",
        max_length=200,
        help_text="例如：登记到了另一件申请上；重复登记。写明即可，不写申请人的姓名。",
    )
    button = "作废"

    def carry_out(self, *, at: datetime) -> Challenge:
        """Enter it."""
        return actions.void(self.row, **self.cleaned_data, by=self.viewer, at=at)


def _bundles(application: Application) -> Iterator[tuple[str, str]]:
    """2026年3月5日09:30制作，全本（4a1f…）."""
    for one in bundles_of(application):
        kind = "遮蔽本" if one.is_masked else "全本"
        yield one.sha256, f"{moment(one.at)}制作，{kind}（{one.sha256[:12]}…）"

"""What is filled in to take a step of a review, here or from a signed sheet, to send it back, or to take it back."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.db.models import QuerySet

from gongkai.kernel.checklist import Question
from gongkai.kernel.review import Stage, Verdict
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.office.acts import ActForm, PersonField
from gongkai.web.office.reviewed import Draft, draft_of
from gongkai.web.people import selectors as people
from gongkai.web.reviews import actions, selectors
from gongkai.web.reviews.models import VERDICTS, Review
from gongkai.web.reviews.sheet import ANSWERS, grouped
from gongkai.web.uploads import UploadField

WORDS = forms.Textarea(attrs={"rows": 3})


def add_questions(form: forms.Form, questions: Iterable[Question], *, is_required: bool = True) -> None:
    """A choice for each question, before whatever else the form asks."""
    own = list(form.fields)
    for question in questions:
        form.fields[question.code] = forms.ChoiceField(
            label=question.ask,
            choices=[(answer.value, ANSWERS[answer]) for answer in question.answers],
            widget=forms.RadioSelect(attrs={"class": "review-answers"}),
            required=is_required,
        )
    form.order_fields([name for name in form.fields if name not in own] + own)


def answered(form: forms.Form, questions: Iterable[Question]) -> dict[str, str]:
    """What was answered."""
    said = {question.code: form.cleaned_data[question.code] for question in questions}
    return {code: answer for code, answer in said.items() if answer}


class _AtStage(ActForm):
    """A form about the next stage; whoever read another one is told that it was taken meanwhile."""

    stage = forms.CharField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        """The stage as it is now, which the form keeps."""
        self.fields["stage"].initial = self.now.code if self.now else ""

    @property
    def now(self) -> Stage | None:
        """The stage that may be taken now."""
        return selectors.standing(self.row).stage

    @property
    def signers(self) -> QuerySet[User]:
        """Whoever holds a duty of the stage in the organ; whether he may sign, the chain says."""
        holding = (people.holders(self.row.organ, duty, clock.today()) for duty in self.now.duties)
        ids = {one.person_id for holders in holding for one in holders}
        return User.objects.filter(pk__in=ids - {self.row.proposer_id, *self.row.authors}).select_related(
            "organ"
        )


class _Signed(_AtStage):
    """A step with the checklists of its stage."""

    opinion = forms.CharField(
        label="意见",
        required=False,
        max_length=500,
        widget=WORDS,
        help_text="可以不写；写下的会印在审签单上。",
    )
    must_answer = True

    def prepare(self) -> None:
        """With the questions of the stage."""
        super().prepare()
        self.questions = self.now.questions if self.now else ()
        add_questions(self, self.questions, is_required=self.must_answer)

    @property
    def draft(self) -> Draft | None:
        """The very words that are signed."""
        return draft_of(self.row)

    @property
    def grouped_hash(self) -> str:
        """Their hash, to be compared with the one on paper."""
        return grouped(self.row.content_hash)

    @property
    def said(self) -> dict:
        """The stage, what was answered, and the opinion."""
        given = self.cleaned_data
        return {
            "stage": given["stage"],
            "checklist": answered(self, self.questions),
            "opinion": given["opinion"],
        }


class Pass(_Signed):
    """通过: whoever reviews or approves signs."""

    @property
    def is_barred(self) -> bool:
        """Whether the last signature has to wait; the page says what for."""
        draft = self.draft
        return draft is not None and bool(draft.barred)

    def carry_out(self, *, at: datetime) -> Review:
        """Sign."""
        return actions.pass_stage(self.row, **self.said, by=self.viewer, at=at)


class SendBack(_AtStage):
    """退回."""

    reason = forms.CharField(
        label="退回的理由", max_length=500, widget=WORDS, help_text="提出人会看到。请写明哪里要改、怎样改。"
    )

    def carry_out(self, *, at: datetime) -> Review:
        """Send it back."""
        said = self.cleaned_data
        return actions.send_back(self.row, reason=said["reason"], stage=said["stage"], by=self.viewer, at=at)


class Withdraw(ActForm):
    """撤回送审."""

    def carry_out(self, *, at: datetime) -> Review:
        """Take it back."""
        return actions.withdraw(self.row, by=self.viewer, at=at)


class OnPaper(_Signed):
    """上传已签审签单."""

    signer = PersonField(label="签名的人")
    signed_on = forms.DateField(label="签名日期")
    scan = UploadField(
        label="扫描件", help_text="签好的审签单的全部页面：一个 PDF 文件，或者一张 jpg、png 图片。"
    )
    verdict = forms.ChoiceField(label="审签单上的结论", choices=VERDICTS, initial=Verdict.PASSED.value)
    must_answer = False  # who sends back on paper need not tick

    def prepare(self) -> None:
        """Whoever may sign at this stage; answers as they are ticked on the sheet."""
        super().prepare()
        self.fields["signer"].queryset = self.signers
        self.fields["signed_on"].initial = clock.today()
        self.fields["opinion"].help_text = "照审签单抄录；退回的，须抄录理由。"
        self.order_fields(["scan", "signer", "signed_on", "verdict"])

    def carry_out(self, *, at: datetime) -> Review:
        """Keep the scan, and take the step in the name of whoever signed it."""
        given, scan = self.cleaned_data, self.cleaned_data["scan"]
        told = {
            "signer": given["signer"],
            "signed_on": given["signed_on"],
            "verdict": Verdict(given["verdict"]),
        }
        return actions.pass_on_paper(
            self.row, **self.said, **told, scan=scan.read(), name=scan.name, by=self.viewer, at=at
        )


class MakeLink(_AtStage):
    """生成手机链接."""

    person = PersonField(
        label="交给谁办理", help_text="他须已设置第二道验证：办理时输入手机验证器上的六位数字。"
    )

    def prepare(self) -> None:
        """Whoever may sign at this stage."""
        super().prepare()
        self.fields["person"].queryset = self.signers

    def carry_out(self, *, at: datetime) -> str:
        """Make the link: its token, told once."""
        given = self.cleaned_data
        return actions.link(self.row, stage=given["stage"], person=given["person"], by=self.viewer, at=at)

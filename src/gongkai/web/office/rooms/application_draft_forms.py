"""Writing the reply: the results first, then what each of them has to tell, the words, and the files that go with it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms

from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.outcomes import Decision, Proof, decide
from gongkai.kernel.problems import Refused
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications import proofs, replies
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.replying import Drafted, Supplied
from gongkai.web.applications.models import Application, Reply
from gongkai.web.uploads import UploadsField

from .application_forms import read
from .application_moves import CaseForm, offers_now

DRAFTING = ("draft", "draft_on_silence", "draft_uncorrected")
_TOLD = "told-"


class EarlierField(forms.ModelChoiceField):
    """An earlier application of the same applicant."""

    def label_from_instance(self, obj: Application) -> str:
        """〔2026〕3号 2025年补贴明细."""
        return f"{obj} {obj.title[:40]}"


class Draft(CaseForm):
    """拟写答复."""

    moves = DRAFTING
    outcomes = forms.MultipleChoiceField(
        label="处理结果",
        widget=forms.CheckboxSelectMultiple,
        help_text="申请有几项内容、结果不同的，可以选几种。有的提供、有的不提供的，就是部分公开。",
    )
    principal = forms.ChoiceField(
        label="以哪一种为主",
        required=False,
        help_text="几项内容都不提供、结果又不同的，须选定；计入年度报告的就是这一种。",
    )
    reason = forms.CharField(label="以这一种为主的理由", max_length=300, required=False)
    earlier = EarlierField(
        Application.objects.none(),
        label="以前的同一申请",
        required=False,
        help_text="重复申请须写明本机关已经答复的是哪一件。",
    )
    text = forms.CharField(
        label="答复内容",
        widget=forms.Textarea({"rows": 10}),
        max_length=20000,
        required=False,
        help_text="写明事实、理由和决定，每段一行。抬头、依据、救济途径和落款由系统写上。",
    )
    files = UploadsField(
        label="随答复提供的文件", required=False, help_text="可以一次选几个；已经附上的不用再选。"
    )
    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    button = "保存答复稿"

    def __init__(self, *args: Any, data: Any = None, **kwargs: Any) -> None:
        self.shown_before = data.get("asked", "") if data else ""
        if data:
            data = data.copy()
            data["asked"] = ",".join(sorted(data.getlist("outcomes")))
        super().__init__(*args, data=data, **kwargs)

    def prepare(self) -> None:
        """What is written already, and a field for everything that the chosen results have to tell."""
        known = offers_now(self.row)
        allowed = [code for move in self.moves if known[move].is_lawful for code in known[move].move.outcomes]
        law = outcome_law()
        choices = [(code, law.outcomes[code].name) for code in dict.fromkeys(allowed) if self.may_be(code)]
        self.fields["outcomes"].choices = choices
        self.reply = self.written()
        chosen = self.chosen()
        among = [(code, name) for code, name in choices if code in chosen]
        self.fields["principal"].choices = [("", "（不填）"), *among]
        self._repeat(chosen)
        self.initial |= self._begun()
        self.decision = _decision(chosen)
        for name, field in self._told():
            self.fields[name] = field
        if OutcomeCode.REPEAT in chosen:
            self.fields["earlier"].queryset = earlier_of(self.row)
        else:
            del self.fields["earlier"]
        if len(chosen) < 2:
            del self.fields["principal"], self.fields["reason"]
        self.order_fields(["outcomes", "principal", "reason", "earlier", *self.told_names(), "text", "files"])

    def _repeat(self, chosen: list[str]) -> None:
        """What has to be told depends on how the earlier application ended that is being chosen."""
        if self.is_bound and OutcomeCode.REPEAT in chosen:
            named = self.data.get("earlier", "")
            self.row.earlier = earlier_of(self.row).filter(pk=named).first() if named.isdecimal() else None
            self.data["asked"] += "".join(f"+{one.code}" for one in self._of_the_repeat(chosen))

    def _of_the_repeat(self, chosen: list[str]) -> Iterator[Proof]:
        decision = _decision(chosen)
        known = set(decision.proofs) if decision else set()
        every = proofs.wanted(self.row, decision, {}) if decision else ()
        yield from (one.proof for one in every if one.proof.code not in known)

    def may_be(self, code: str) -> bool:
        """Whether this result is chosen here; 部分公开 follows from others."""
        return code != OutcomeCode.PARTIAL

    def written(self) -> Reply | None:
        """The draft of this round; None while nothing is written."""
        last = replies.latest(self.row)
        return last if last and last.made_on is None and last.signed_on is None else None

    def chosen(self) -> list[str]:
        """The results as the form has them now."""
        if self.is_bound:
            known = {code for code, _name in self.fields["outcomes"].choices}
            return [code for code in self.data.getlist("outcomes") if code in known]
        return list(self.reply.parts) if self.reply else []

    def told_names(self) -> list[str]:
        """The fields that the results have asked for."""
        return [name for name in self.fields if name.startswith(_TOLD)]

    def missing(self) -> list[str]:
        """What must be entered in the case first: no field of this form can make up for it."""
        if self.decision is None:
            return []
        told = {name.removeprefix(_TOLD): "…" for name in self.told_names()}
        return [one.proof.name for one in proofs.wanted(self.row, self.decision, told) if not one.is_there]

    def clean(self) -> dict[str, Any]:
        """Results that were chosen just now are asked for what they have to tell."""
        said = super().clean()
        if said.get("outcomes") and said.get("asked") != self.shown_before:
            self.add_error(None, "请接着填写所选处理结果的要素和答复内容，再保存。")
        elif said.get("outcomes") and not said.get("text", "").strip():
            self.add_error("text", "没有写答复内容。请写明事实、理由和决定。")
        return said

    def clean_files(self) -> list[Supplied]:
        """Each by its bytes."""
        uploads = self.cleaned_data["files"]
        return [Supplied(upload.name, read(upload) or b"") for upload in uploads]

    def drafted(self) -> Drafted:
        """What the officer wants to answer."""
        said = self.cleaned_data
        return Drafted(
            outcomes=said["outcomes"],
            principal=said.get("principal", ""),
            reason=said.get("reason", ""),
            text=said["text"],
            told={name.removeprefix(_TOLD): said[name] for name in self.told_names()},
            supplied=said.get("files", []),
            earlier=said.get("earlier"),
        )

    def carry_out(self, *, at: datetime) -> Application:
        """Write it."""
        replying.draft(self.row, self.drafted(), by=self.viewer, at=at)
        return self.row

    def _begun(self) -> dict[str, Any]:
        if self.reply is None:
            return {}
        told = {f"{_TOLD}{key}": words for key, words in self.reply.told.items()}
        parts = {"outcomes": self.reply.parts, "asked": ",".join(sorted(self.reply.parts))}
        words = {"principal": self.reply.outcome, "reason": self.reply.reason, "text": self.reply.text}
        return parts | words | told | {"earlier": self.row.earlier_id}

    def _told(self) -> Iterator[tuple[str, forms.Field]]:
        """A field for each thing that the decision wants to be told."""
        if self.decision is None:
            return
        for one in proofs.wanted(self.row, self.decision, {}):
            either = "（几种写法填一种）" if len(one.ways) > 1 else ""
            for way in one.ways:
                for asked in way:
                    yield f"{_TOLD}{asked.key}", _words(f"{asked.label}{either}", one.proof.name)
        if proofs.overridden(self.row, self.decision):
            told = "不公开会对公共利益造成什么重大影响；将书面告知第三方（条例第三十二条）。"
            yield f"{_TOLD}{proofs.RELEASE_REASON}", _words("第三方不同意，仍然公开的理由", told)


class AnswerAtOnce(Draft):
    """当场答复."""

    moves = ("serve_on_the_spot",)
    button = "当场答复"

    def prepare(self) -> None:
        """It cannot be taken back."""
        super().prepare()
        self.fields.pop("files")  # what goes out has been read by others before
        self.confirm = case_lifecycle().moves["serve_on_the_spot"].confirm

    def may_be(self, code: str) -> bool:
        """What only says where something is to be had."""
        return code in outcome_law().at_once

    def carry_out(self, *, at: datetime) -> Application:
        """Answer."""
        replying.answer_at_once(self.row, self.drafted(), by=self.viewer, at=at)
        return self.row


def earlier_of(application: Application) -> Any:
    """What the same applicant asked the same organ before, and what was answered."""
    ours = application.applicants.exclude(identity_digest="").values("identity_digest")
    same = Application.objects.filter(organ=application.organ_id, pk__lt=application.pk).exclude(made_on=None)
    return same.filter(applicants__identity_digest__in=ours).distinct().order_by("-pk")


def _decision(chosen: list[str]) -> Decision | None:
    """What follows from the results, whichever of them is the principal one; None while they do not go together."""
    try:
        return decide(chosen, law=outcome_law(), principal=chosen[0] if chosen else "", reason="…")
    except Refused:
        return None


def _words(label: str, told: str) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea({"rows": 2}), max_length=1000, required=False, help_text=told
    )

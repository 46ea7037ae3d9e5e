"""Writing the reply: the results first, then what each of them has to tell, the words, and the files that go with it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django import forms

from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.duties import Viewer
from gongkai.kernel.outcomes import Decision, Proof, decide
from gongkai.kernel.problems import Refused
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.replying import Drafted, Supplied
from gongkai.web.applications.models import Application, Consultation, Reply
from gongkai.web.applications.redaction.files import untold, withheld_in, withheld_of
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.letters import NOTHING_NEW, own_places
from gongkai.web.applications.replies.signing import is_late
from gongkai.web.foundations import clock
from gongkai.web.uploads import UploadsField

from .forms import read
from .moves import CaseForm, offers_now
from .told_fields import fields_for, words

DRAFTING = ("draft", "draft_on_silence", "draft_uncorrected")
_TOLD = "told-"
_WHY_RELEASED = "为什么没有采纳第三方的意见，不公开会给公共利益造成什么重大影响；将书面告知第三方。"


class EarlierField(forms.ModelChoiceField):
    """An earlier application of the same applicant."""

    def label_from_instance(self, obj: Application) -> str:
        """〔2026〕3号 2025年补贴明细."""
        return f"{obj} {obj.title[:40]}"


class PartiesField(forms.MultipleChoiceField):
    """Third parties who did not agree, of whom some are withheld for; told by their refs."""

    def __init__(self, parties: Sequence[Consultation]) -> None:
        super().__init__(
            label="不予公开的部分涉及的第三方",
            choices=[(one.ref, f"{one.masked_name}：{one.about[:40]}") for one in parties],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text="没有选的第三方不同意公开的，公开的决定和理由将书面告知他（条例第三十二条）。",
        )

    def prepare_value(self, value: Any) -> Any:
        """As boxes, what is stored as words."""
        return value.split() if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """As words."""
        return " ".join(super().clean(value))


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
    late_reason = forms.CharField(
        label="逾期的原因",
        widget=forms.Textarea({"rows": 2}),
        max_length=500,
        required=False,
        help_text="答复期限已经届满：仍应尽快答复，写明原因以后才能签发。只供机关内部审核，不写进答复。",
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
        if not is_late(self.row, on=clock.today()):
            del self.fields["late_reason"]
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
            late_reason=said.get("late_reason", ""),
            told={name.removeprefix(_TOLD): said[name] for name in self.told_names()},
            supplied=said.get("files", []),
            earlier=said.get("earlier"),
        )

    def carry_out(self, *, at: datetime) -> Application:
        """Write it."""
        return replying.draft(self.row, self.drafted(), by=self.viewer, at=at).application

    def _begun(self) -> dict[str, Any]:
        if self.reply is None:
            return {f"{_TOLD}withheld": withheld_in(self.row)}
        said = self.reply.told | {"withheld": self._withheld(self.reply)}
        told = {f"{_TOLD}{key}": words for key, words in said.items()}
        told |= {name: getattr(self.reply, name) for name in ("reason", "text", "late_reason")}
        told |= {"outcomes": self.reply.parts, "asked": ",".join(sorted(self.reply.parts))}
        return told | {"principal": self.reply.outcome, "earlier": self.row.earlier_id}

    def _withheld(self, reply: Reply) -> list[dict[str, str]]:
        """What the officer wrote, and behind it what his files withhold of which he wrote nothing yet."""
        written = reply.told.get("withheld") or []
        return [*written, *(untold(reply) if written else withheld_of(reply))]

    def _told(self) -> Iterator[tuple[str, forms.Field]]:
        """A field for each thing that the decision wants to be told."""
        if self.decision is None:
            return
        printed = {NOTHING_NEW, *dict(own_places(self.decision))}
        for one in proofs.wanted(self.row, self.decision, {}):
            either = "（几种写法填一种）" if len(one.ways) > 1 else ""
            for asked in (asked for way in one.ways for asked in way):
                kept = "" if asked.key in printed else "。只存入案卷，不写进答复"
                yield f"{_TOLD}{asked.key}", words(f"{asked.label}{either}", f"{one.proof.name}{kept}。")
        for name, field in fields_for(self.row, self.decision):
            yield f"{_TOLD}{name}", field
        if choice := proofs.to_choose(self.row, self.decision):
            yield f"{_TOLD}{proofs.WITHHELD_FOR}", PartiesField(choice)
        if proofs.overridden(self.row, self.decision, {}):
            yield f"{_TOLD}{proofs.RELEASE_REASON}", words("第三方不同意，仍然公开的理由", _WHY_RELEASED)


class AnswerAtOnce(Draft):
    """当场答复."""

    moves = ("serve_on_the_spot",)
    button = "当场答复"

    def prepare(self) -> None:
        """It cannot be taken back."""
        super().prepare()
        self.fields.pop("files")  # what goes out has been read by others before
        self.confirm = case_lifecycle().moves[self.moves[0]].confirm

    def may_be(self, code: str) -> bool:
        """What only says where something is to be had."""
        return code in outcome_law().at_once

    def carry_out(self, *, at: datetime) -> Application:
        """Answer."""
        replying.answer_at_once(self.row, self.drafted(), by=self.viewer, at=at)
        return self.row


class ExplainLateness(CaseForm):
    """说明逾期原因: it became late while it was being read."""

    reason = forms.CharField(
        label="逾期的原因",
        widget=forms.Textarea({"rows": 3}),
        max_length=500,
        help_text="写明以后才能签发。只供机关内部审核，不写进答复；已经签署的环节不用重来。",
    )

    def carry_out(self, *, at: datetime) -> Application:
        """Write it down."""
        reason = self.cleaned_data["reason"]
        replying.explain_lateness(replies.latest(self.row), reason=reason, by=self.viewer, at=at)
        return self.row


def is_unexplained(application: Application, _viewer: Viewer) -> bool:
    """Whether a reply that is not signed comes after its time, and the file does not say why."""
    if (reply := replies.latest(application)) is None or reply.signed_on or reply.late_reason:
        return False
    return is_late(application, on=clock.today())


def earlier_of(application: Application) -> Any:
    """What the same applicant asked the same organ before, and what was answered."""
    before = application.organ.applications.filter(pk__lt=application.pk).exclude(made_on=None)
    ours = application.applicants.exclude(identity_digest="").values("identity_digest")
    return before.filter(applicants__identity_digest__in=ours).distinct().order_by("-pk")


def _decision(chosen: list[str]) -> Decision | None:
    """What follows from the results, whichever of them is the principal one; None while they do not go together."""
    try:
        return decide(chosen, law=outcome_law(), principal=chosen[0] if chosen else "", reason="…")
    except Refused:
        return None

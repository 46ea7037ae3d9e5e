"""Forms that send something into the approval chain: which chain, why a lighter one, and a reason for each personal detail
that has to stay."""

from collections.abc import Mapping
from typing import Any

from django import forms

from gongkai.engine.screening import Screening
from gongkai.kernel.review import Chain
from gongkai.lawbook.chains import review_law
from gongkai.web.disclosure import gate
from gongkai.web.organs.models import Organ
from gongkai.web.reviews.actions import LIGHTENERS

from .acts import ActForm


class ChainForm(ActForm):
    """送审; `offer` and `ask_about` are called while it is prepared."""

    chain = forms.ChoiceField(label="审核流程", widget=forms.RadioSelect)
    lighter_because = forms.CharField(
        label="选用较简流程的理由",
        widget=forms.Textarea({"rows": 3}),
        required=False,
        max_length=500,
        help_text="选用比通常简单的流程时必须填写；签署的人会看到。",
    )
    button = "送审"
    # Why a personal detail would have to stay, as the field says it.
    must_stay = "确需公开的，写明理由；否则请先返回，删去或者隐去。"

    def offer(self, kind: str, organ: Organ) -> None:
        """The chains that are enough for the kind; lighter ones only to whoever may choose them."""
        law = review_law()
        self.kind, self.organ = kind, organ
        enough = [one for one in law.chains.values() if law.is_enough(one.code, kind=kind)]
        lighter = [one for one in enough if law.is_lighter(one.code, kind=kind, level=organ.level)]
        if not lighter or self.viewer.holds(*LIGHTENERS, path=organ.path) is None:
            enough = [one for one in enough if one not in lighter]
            del self.fields["lighter_because"]
        self.fields["chain"].choices = [(one.code, _told(one)) for one in enough]
        self.fields["chain"].initial = law.usual(kind, level=organ.level).code

    def ask_about(self, screening: Screening) -> None:
        """A field for each personal detail."""
        self.marks = gate.to_settle(screening)
        for place, mark in enumerate(self.marks):
            where = "、".join(gate.places_of(screening, mark))
            self.fields[f"mark{place}"] = forms.CharField(
                label=f"{where}：{mark.found}（{mark.name}）",
                max_length=200,
                help_text=f"{mark.why}{self.must_stay}",
                error_messages={"required": "没有写明理由。请写明为什么必须公开；不必公开的，请返回修改。"},
            )

    def clean(self) -> dict[str, Any]:
        """Less than the usual chain has its reason."""
        said = super().clean()
        chain = said.get("chain")
        is_lighter = chain and review_law().is_lighter(chain, kind=self.kind, level=self.organ.level)
        if is_lighter and not said.get("lighter_because", "").strip():
            self.add_error("lighter_because", "请写明为什么可以用较简的流程；或者改选通常的流程。")
        return said

    def chosen(self) -> Mapping[str, Any]:
        """What the action is told of it: the chain, why it is lighter, the reasons by mark."""
        said = self.cleaned_data
        return {
            "chain": said["chain"],
            "lighter_because": said.get("lighter_because", ""),
            "overrides": {mark.fingerprint: said[f"mark{place}"] for place, mark in enumerate(self.marks)},
        }


def _told(chain: Chain) -> str:
    """三人审签：提出 → 保密和合法性审查 → 批准."""
    return f"{chain.name}：{' → '.join(stage.name for stage in chain.stages)}"

"""指南和制度: what the guide of an organ lacks, where it no longer agrees with the record, which regimes are missing."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure import guide
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models import Organ

from .lists import HOME

TITLE = "指南和制度"


class OrganChoice(forms.Form):
    """Whose; the viewer's first organ when nobody says."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        organs = Organ.objects.filter(on_ground(viewer.ground(*INSIDERS), prefix="")).active()
        first = organs.first()
        super().__init__({"organ": data.get("organ") or (first and first.pk)})
        self.fields["organ"].queryset = organs


def show_guide(request: HttpRequest) -> HttpResponse:
    """What has to be done about the guide and the regimes of an organ."""
    form, today = OrganChoice(request.GET, viewer=request.viewer), clock.today()
    context = {"form": form, "title": TITLE, "breadcrumbs_items": [HOME, {"url": "", "label": TITLE}]}
    if form.is_valid():
        organ = form.cleaned_data["organ"]
        published = guide.published_guide(organ)
        context |= {"organ": organ, "published": published, "gaps": guide.gaps(organ, today)}
        context |= {"drift": guide.drift(organ, published, today) if published else None}
        context |= {"missing": guide.missing_regimes(organ)}
    return render(request, "office/guide.html", context)

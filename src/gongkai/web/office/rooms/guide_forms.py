"""Acts that begin a guide: written from the record of the organ, then reviewed like any other item."""

from datetime import datetime

from django import forms
from django.utils.timezone import localdate

from gongkai.web.disclosure import actions, guide
from gongkai.web.disclosure.models import Item, ItemKind
from gongkai.web.office.acts import ActForm
from gongkai.web.organs.models import Organ

from .items.forms import own_organs

# The row of the catalogue of the law under which a guide belongs.
ROW = "guide"


class Compile(ActForm):
    """The guide as the record has it today; where there is a public one, its next version."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    button = "编写"

    def prepare(self) -> None:
        """The organs for which the viewer drafts."""
        self.fields["organ"].queryset = own_organs(self.viewer)

    def carry_out(self, *, at: datetime) -> Item:
        """Draft it."""
        organ = self.cleaned_data["organ"]
        content = guide.compiled(organ, localdate(at))
        known = guide.published_guide(organ)
        self.done = "公开指南已按机关资料写好，请核对后送审。"
        if known is None:
            row = organ.catalogue_rows.active().filter(code=ROW).first()
            return actions.draft(content, organ=organ, kind=ItemKind.GUIDE, row=row, by=self.viewer, at=at)
        actions.edit(known, content, based_on=known.latest.number, by=self.viewer, at=at)
        return known

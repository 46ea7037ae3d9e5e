"""The body of an item in forms: rich text where scripts run, a plain textarea where they do not, clean in any case."""

import re
from html import escape

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script

from gongkai.engine.content import clean
from gongkai.kernel.problems import Problem

_MARKUP = re.compile(r"</?[a-zA-Z!]")


class BodyEditor(forms.Textarea):
    """A textarea that a script turns into an editor with headings, lists, links and tables."""

    template_name = "office/editor.html"

    class Media:
        js = [Script("office/editor.js", type="module")]
        css = {"all": ["office/editor.css"]}


class BodyField(forms.CharField):
    """A body; what is kept is the one safe subset of HTML, and text without any markup is a paragraph a line."""

    widget = BodyEditor

    def to_python(self, value: object) -> str:
        """The clean body."""
        text = super().to_python(value)
        if not _MARKUP.search(text):
            text = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        try:
            return clean(text)
        except Problem as problem:
            raise ValidationError(str(problem), code=problem.code) from problem

    def has_changed(self, initial: object, data: object) -> bool:
        """Whether the body says or looks otherwise; another way to write the same is no change."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

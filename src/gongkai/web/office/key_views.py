"""The page on which a new key is shown."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from gongkai.kernel.problems import Problem
from gongkai.web.foundations import clock

from .pages import ActView


@method_decorator(never_cache, name="dispatch")
class GiveView(ActView):
    """发放密钥: the key is shown on the answer itself, once, and kept nowhere."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Make it and show it."""
        try:
            key, written = form.carry_out(at=clock.now())
        except Problem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        context = self.get_context_data(form=form)
        told = {"key": key, "written": written, "sheet": self.room.address_of(key)}
        return render(self.request, "office/key_given.html", context | told)

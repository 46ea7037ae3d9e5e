"""Around a review: the sheet to print, the signed sheet that came back, the link for a telephone and its page."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.engine.render import qr
from gongkai.engine.render.formats import MEDIA_TYPES, render_paper
from gongkai.kernel.paper import QrMark
from gongkai.kernel.problems import Problem
from gongkai.kernel.review import State
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out, kept_out
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import Review, ReviewLink, Step
from gongkai.web.reviews.sheet import Printed, grouped, sheet

from . import reviewed
from .pages import ActView
from .review_link_form import LinkForm

ENDINGS = ("pdf", "docx")


def printed_sheet(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """审签单, to be printed and signed by hand."""
    if ending not in ENDINGS:
        raise Http404(ending)
    review = get_object_or_404(Review.objects.visible_to(request.viewer).select_related("organ"), pk=pk)
    draft = reviewed.draft_of(review)
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('reviews:sheet', args=[pk])}"
    printed = draft.printed(address) if draft else Printed(address)
    data = render_paper(sheet(review, printed=printed), ending)
    name = f"审签单 {review.title[:60]}.{ending}"
    return handed_out(data, media_type=MEDIA_TYPES[ending], name=name)


def scan(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """The signed sheet of one step as it came back."""
    review = get_object_or_404(Review.objects.visible_to(request.viewer), pk=pk)
    signed = get_object_or_404(Step.objects.exclude(scan=None).select_related("scan"), review=review, pk=step)
    kept = signed.scan
    name = f"已签审签单 {review.title[:60]} {signed.stage_name}.{kept.ending}"
    return kept_out(kept, name=name)


class LinkView(ActView):
    """生成手机链接: the link is shown on the answer itself, once, and kept nowhere."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Make it and show it."""
        try:
            token = form.carry_out(at=clock.now())
        except Problem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        address = self.request.build_absolute_uri(reverse("review-link", args=[token]))
        picture = mark_safe(qr.svg(QrMark(address, "")))  # drawn by ourselves: it holds no markup of others
        link = ReviewLink.objects.filter(review=self.row, person=form.cleaned_data["person"]).latest(
            "made_at"
        )
        context = self.get_context_data(form=form)
        told = {"address": address, "picture": picture, "link": link}
        return render(self.request, "office/review_link_made.html", context | told)


@never_cache
@sensitive_post_parameters("code")
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """One review for one person on his telephone: what it is about, and two buttons. Nobody signs in here."""
    at = clock.now()
    link = selectors.link_of(token, at=at)
    form = LinkForm(request.POST or None, link=link)
    if request.method == "POST" and form.is_valid() and (done := _decided(form, token, at=at)):
        return _private(render(request, "office/review_link_done.html", _said(done)))
    status = 422 if form.errors else 200
    return _private(render(request, "office/review_link.html", _read(link.review, form), status=status))


def attachment_by_link(request: HttpRequest, token: str, place: int) -> HttpResponse:
    """An attachment of what is under review, for whoever has the link."""
    draft = reviewed.draft_of(selectors.link_of(token, at=clock.now()).review)
    if draft is None or not 1 <= place <= len(draft.attachments):
        raise Http404(f"attachment {place}")
    name, kept = draft.attachments[place - 1]
    return _private(kept_out(kept, name=name))


def _decided(form: LinkForm, token: str, *, at: datetime) -> Review | None:
    """The review after the step; None when it was not taken, and the form says why."""
    try:
        return form.decide(token, at=at)
    except Problem as problem:
        form.add_error(None, str(problem))
        return None


def _read(review: Review, form: LinkForm) -> dict[str, object]:
    """What somebody reads before he decides."""
    draft = reviewed.draft_of(review)
    files_ = draft.attachments if draft else ()
    return {
        "review": review,
        "link": form.link,
        "draft": draft,
        "attachments": [(name, kept, place) for place, (name, kept) in enumerate(files_, 1)],
        "hash": grouped(review.content_hash),
        "steps": selectors.steps(review),
        "form": form,
        "questions": [form[question.code] for question in form.questions],
        "others": [form["opinion"], form["code"]],
    }


def _said(review: Review) -> dict[str, object]:
    """What came of it."""
    if review.state == State.RETURNED:
        return {"review": review, "said": "已退回", "next": "提出人会看到您写的理由。"}
    next_ = f"接下来的环节是“{review.stage_name}”。" if review.state == State.OPEN else "审签已经全部完成。"
    return {"review": review, "said": "已同意", "next": next_}


def _private(answer: HttpResponse) -> HttpResponse:
    """The address is a secret: no search engine keeps it, and no other site is told it (`headers.COMMON`)."""
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer

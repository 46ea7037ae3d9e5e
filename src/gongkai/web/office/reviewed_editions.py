"""How an edition of an annual report is shown to those who sign it: the whole report, and what else is signed with it."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from typing import Any

from gongkai.engine.render.annual import annual_paper
from gongkai.engine.render.cells import figure, known_figure
from gongkai.engine.render.stored import stored
from gongkai.kernel.paper import Block, PaperTable
from gongkai.web.reports.actions.stepping import LABEL
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.compiling.comparing import changes
from gongkai.web.reports.deadlines import due_days
from gongkai.web.reports.models import Compilation, Edition
from gongkai.web.reviews.models import Review

from .reviewed import Display, Draft, display
from .rooms.reporting import findings, opinions


def _draft(review: Review) -> Draft | None:
    """The edition, as long as it is exactly what was sent into the chain."""
    found = Edition.objects.filter(pk=review.subject_id, content_hash=review.content_hash)
    edition = found.select_related("compilation__organ").first()
    if edition is None:
        return None
    body = annual_paper(stored(edition.data)).blocks
    words = (*_opinions(edition, review), *_words(edition))
    return Draft(
        version=f"第{edition.number}版",
        words=words,
        body=body,
        attachments=(),
        context={
            "edition": edition,
            "words": words,
            "blocks": list(_blocks(body)),
            # Looked for where they are drawn: to find everything takes its time.
            "changes": partial(changes, edition.compilation, edition.data, number=edition.number),
            "findings": partial(_findings, edition),
        },
        in_office="office/reporting/reviewed.html",
        on_telephone="office/reporting/reviewed_link.html",
    )


def _opinions(edition: Edition, review: Review) -> Iterator[tuple[str, str]]:
    """What the authority said last before it was sent in, and since the edition before."""
    given = edition.compilation.pre_reviews.filter(given_at__lte=review.opened_at)
    before = (
        edition.compilation.editions.published().filter(number__lt=edition.number).order_by("-number").first()
    )
    if before is not None:
        given = given.filter(given_at__gt=before.published_at)
    last = given.select_related("authority", "given_by").order_by("-given_at", "-pk").first()
    if last is not None:
        yield "主管部门的意见", f"{opinions.told(last, edition.content_hash)}{last.text}"


def _findings(edition: Edition) -> list[dict[str, Any]] | None:
    """What nobody has settled or answered; None once the report says something else than the edition."""
    standing = Standing(edition.compilation)
    if standing.content_hash != edition.content_hash:
        return None
    left = [one for one in standing.found if not one.reason]
    return findings.grouped(left, {}, form=standing.figured.form)


def _words(edition: Edition) -> Iterator[tuple[str, str]]:
    """What is signed besides: why it is corrected, what no register proves, every figure given by hand, every error that is
    justified."""
    if edition.note:
        yield "更正说明", edition.note
    for one in edition.data.get("by_hand", ()):
        yield (
            f"手写，无登记可查：{one['topic']}",
            f"本系统还没有{'、'.join(one['about'])}的登记，写的由签发人负责。",
        )
    for one in edition.data.get("reasons", ()):
        counted = known_figure(one["counted"])
        yield f"手工填报：{one['name']}", f"填报{figure(one['given'])}，台账{counted}。理由：{one['reason']}"
    for one in edition.data.get("justified", ()):
        yield f"有理由的错误：{one['message']}", one["reason"]


def _blocks(body: Collection[Block]) -> Iterator[dict[str, Any]]:
    """Paragraphs and tables, as the page draws them."""
    for block in body:
        if isinstance(block, PaperTable):
            yield {"caption": block.caption, "rows": block.rows}
        elif hasattr(block, "text"):
            yield {"role": block.role.value, "text": block.text}


def _due(editions: Collection[int]) -> dict[int, date]:
    """Until when reports that are not public yet have to be; the day is that of the first one, a correction has none."""
    waiting = Edition.objects.filter(pk__in=editions, published_at=None, number=1)
    reports = dict(waiting.values_list("pk", "compilation"))
    days = due_days(Compilation.objects.filter(pk__in=reports.values()).select_related("organ"))
    return {pk: days[report] for pk, report in reports.items()}


display(LABEL, Display(draft=_draft, due=_due))

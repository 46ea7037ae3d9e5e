"""公开答复、转为主动公开: an answer is shown to everybody by choice, and information that several applicants wanted becomes
public for all (Art. 44). What is made is the draft of an item, which goes through the chain like any other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.kernel.problems import Problem, Refused
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.promotions import promotion_rule
from gongkai.web.applications.models import (
    Application,
    Promotion,
    PromotionMember,
    PromotionResult,
    PublishedAnswer,
    Reply,
    SuggestedBy,
)
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.applications.publishing import answers as publishing
from gongkai.web.applications.publishing.answers import Given, Shown
from gongkai.web.applications.publishing.promoting import (
    Several,
    earlier_of,
    given,
    is_settled,
    newly_given,
    several,
)
from gongkai.web.applications.replies import reviewing
from gongkai.web.catalogue.actions import chosen_row
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.models import Item, ItemKind, ItemStatus
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day

from .moving import held

# What was begun and came to nothing: another may be begun.
ENDED = (ItemStatus.DISCARDED, ItemStatus.WITHDRAWN, ItemStatus.EXPIRED)


def publish_answer(reply: Reply, shown: Shown, *, by: Viewer, at: datetime) -> Item:
    """公开这份答复: begin the item that shows it without whoever asked. The case stays what it is. Raises Refused."""
    organ = reply.application.organ_id
    with act("applications.publish_answer", organ, by=by, at=at, subject=reply.application) as pen:
        stored = reviewing.held_reply(reply)
        application = stored.application
        pen.duty = by.must_hold(*HANDLERS, path=application.organ.path)
        if stored.made_on is None:
            raise Refused("答复还没有送出。", "请先送达申请人，再公开。")
        if shown_as(stored) is not None:
            raise Refused("这份答复已经起草公开。", "请到那条信息的页面继续办理。")
        content = publishing.answer_content(shown, stored)
        publishing.must_name_nobody(content, [application])
        row = chosen_row(pen, application.organ, code=publishing.ANSWERS)
        item = _drafted(pen, application, content, row=row)
        answer = PublishedAnswer(reply=stored, item=item, made_on=localdate(at))
        pen.save(answer, "applications.answer_published")
    return item


def suggest_promotion(
    application: Application,
    *,
    suggested_by: str,
    on: date,
    others: Sequence[Application] = (),
    by: Viewer,
    at: datetime,
) -> Promotion:
    """登记主动公开的建议: the applicant suggests it, or the officer, who names the others that were given the same. Raises
    Refused."""
    with act(
        "applications.suggest_promotion", application.organ_id, by=by, at=at, subject=application
    ) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        must_have_come(on, at)
        if stored.received_on is None or on < stored.received_on:
            raise Refused("这件申请还没有收到，或者建议的日期早于收到的日期。", "请核对日期。")
        found = several(stored, others)
        if suggested_by == SuggestedBy.OFFICER:
            _must_be_several(found)
        return _suggested(pen, found, suggested_by=suggested_by, on=on)


def promote(promotion: Promotion, told: Given, *, row: Row, by: Viewer, at: datetime) -> Item:
    """转为主动公开: begin the item under a row of the catalogue; from today its days run (Art. 26). Raises Refused."""
    case = promotion.application
    with act("applications.promote", case.organ_id, by=by, at=at, subject=case) as pen:
        stored = _held_open(pen, promotion)
        application = stored.application
        reply = publishing.last_sent(application)
        if reply is None:
            raise Refused("这件申请的答复还没有送出。", "请先办完申请，再转为主动公开；也可以决定暂不转。")
        if not row.is_active or row.code == publishing.ANSWERS:
            raise Refused("没有选择目录中的公开事项。", "请选择这项信息所属的公开事项。")
        content = publishing.given_content(told, reply)
        publishing.must_name_nobody(content, cases_of(stored))
        stored.item = _drafted(pen, application, content, row=row)
        _decided(pen, stored, PromotionResult.PROMOTED)
    return stored.item


def keep_from_promotion(promotion: Promotion, *, reason: str, by: Viewer, at: datetime) -> Promotion:
    """暂不转为主动公开: with the reason; one more applicant, and it is suggested again. Raises Refused."""
    case = promotion.application
    with act("applications.keep_from_promotion", case.organ_id, by=by, at=at, subject=case) as pen:
        stored = _held_open(pen, promotion)
        if not reason.strip():
            raise Refused("没有写理由。", "请写明为什么暂不转为主动公开。")
        stored.reason = reason.strip()
        _decided(pen, stored, PromotionResult.KEPT)
    return stored


def suggest_where_several(*, on: date, at: datetime) -> int:
    """Suggest what several applicants were given lately; how many suggestions that are. One act each: one that is refused
    does not stop the rest, and a repetition finds nothing left."""
    made = 0
    for found in newly_given(on):
        case = found.application
        if case.alike_in.exists() or is_settled(found):
            continue
        try:
            with act("applications.suggest_promotion", case.organ_id, by=SYSTEM, at=at, subject=case) as pen:
                made += _joined_or_suggested(pen, replace(found, application=held(case)), on=on)
        except Problem:
            continue  # written down as a refused act of its own
    return made


def shown_as(reply: Reply) -> Item | None:
    """The item that shows a reply, public or on its way; None for none."""
    answer = reply.published.exclude(item__status__in=ENDED).select_related("item").first()
    return answer.item if answer else None


def cases_of(promotion: Promotion) -> list[Application]:
    """The case at which a suggestion stands, and those that asked for the same."""
    alike = Application.objects.filter(alike_in__promotion=promotion)
    return [promotion.application, *alike.select_related("organ")]


def _drafted(pen: Pen, application: Application, content: disclosure.Content, *, row: Row) -> Item:
    item = Item(
        organ=application.organ,
        kind=ItemKind.INFORMATION,
        row=row,
        section=application.section,
        due_from_on=localdate(pen.at),
    )
    return disclosure.drafted(pen, item, content)


def _joined_or_suggested(pen: Pen, found: Several, *, on: date) -> int:
    """One more for a suggestion that waits, or a new one; how many new ones that is."""
    if (promotion := earlier_of(found).open().first()) is None:
        _suggested(pen, found, suggested_by=SuggestedBy.SEVERAL, on=on)
        return 1
    how = next(found.alike[one.pk] for one in cases_of(promotion) if one.pk in found.alike)
    _add(pen, promotion, {found.application.pk: how})
    promotion.applicants = max(promotion.applicants, found.applicants)
    pen.save(promotion, "applications.promotion_joined")
    return 0


def _suggested(pen: Pen, found: Several, *, suggested_by: str, on: date) -> Promotion:
    application = found.application
    if application.promotions.open().exists():
        raise Refused("这件申请已经登记了转为主动公开的建议，还没有决定。", "请先决定是否转为主动公开。")
    due = add_workdays(on, promotion_rule().decide, calendar=calendar())
    promotion = Promotion(
        application=application,
        suggested_by=suggested_by,
        suggested_on=on,
        applicants=max(found.applicants, 1),
        due_on=due.day,
    )
    checked(promotion)
    pen.save(promotion, "applications.promotion_suggested")
    _add(pen, promotion, found.alike)
    return promotion


def _add(pen: Pen, promotion: Promotion, alike: Mapping[int, str]) -> None:
    for pk, how in alike.items():
        member = PromotionMember(promotion=promotion, application_id=pk, how=how)
        pen.save(member, "applications.promotion_member_added")


def _held_open(pen: Pen, promotion: Promotion) -> Promotion:
    """A suggestion that waits, with its case, both held; refused to whoever does not handle it, and once it is decided."""
    application = held(promotion.application)
    pen.duty = pen.by.must_hold(*HANDLERS, path=application.organ.path)
    stored = Promotion.objects.select_for_update(of=("self",)).get(pk=promotion.pk)
    stored.application = application
    if stored.result:
        raise Refused(
            f"已经在{day(stored.decided_on)}决定{stored.get_result_display()}。",
            "又有新的申请人时，可以另行登记建议。",
        )
    return stored


def _decided(pen: Pen, promotion: Promotion, result: str) -> None:
    promotion.result, promotion.decided_on = result, localdate(pen.at)
    promotion.decided_by_id = pen.by.person
    checked(promotion)
    pen.save(promotion, "applications.promotion_decided")


def _must_be_several(found: Several) -> None:
    """The officer's suggestion rests on several applicants of this organ who were given it. Raises Refused."""
    cases = {found.application.pk, *found.alike}
    least = promotion_rule().applicants
    here = given().filter(pk__in=cases, organ=found.application.organ_id).count()
    if here != len(cases) or found.applicants < least:
        raise Refused(
            f"所列的申请不是{least}名以上不同的申请人向本机关申请并且得到同样的信息。",
            "请核对登记编号；同一申请人的几件申请只算一名（条例第四十四条）。",
        )

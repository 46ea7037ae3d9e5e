"""What came in and what was done with it: receipt, application, hand-overs, searches, corrections."""

from collections.abc import Mapping
from datetime import date

from gongkai.kernel.case import Happened
from gongkai.kernel.days import full_day, in_words
from gongkai.kernel.paper import Paper, Passage
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.application_form import LABELS
from gongkai.web.applications.identity import IdType
from gongkai.web.applications.models import Application, Happening
from gongkai.web.ledger.models import Event

from .forms import heading, lines, second, sheet, table
from .veil import Veil

_MOVES = "applications."


def receipt(application: Application) -> Paper:
    """When the application came in by the clock of the server, and which day counts as its receipt (Art. 31)."""
    received = application.received_on
    confirmed = application.get_confirm_method_display()
    by = str(application.confirmed_by) if application.confirmed_by else ""
    rows = (
        ("受理机关", application.organ.name),
        ("回执号", application.receipt),
        ("登记编号", application.number),
        ("原登记号", application.old_number),
        ("提交方式", application.get_channel_display()),
        ("系统收到的时间", f"{second(application.submitted_at)}（北京时间，以服务器的时钟为准）"),
        ("收到日期", full_day(received) if received else "还没有确认收到"),
        ("怎样确认收到", "，".join(filter(None, (confirmed, by)))),
        ("代填人", application.filled_by),
    )
    why = "收到日期按条例第三十一条确定：当面提交的，为提交之日；需要签收的邮件，为签收之日；平常信函和网上提交、传真的，为双方确认之日。"
    return sheet("收件回执", application.organ.name, (lines("收件", rows), Passage(why)))


def applied(application: Application, veil: Veil) -> Paper:
    """The application as it was submitted."""
    blocks = []
    for place, one in enumerate(application.applicants.order_by("order"), 1):
        known = veil.identity(one)
        said = {name: getattr(known, name) for name in LABELS}
        said["id_type"] = dict(IdType.choices).get(known.id_type, known.id_type)
        rows = [(LABELS[name], value) for name, value in said.items() if value]
        blocks += [heading(f"申请人{place}"), lines("申请人", rows)]
    rows = (
        ("所需信息的名称", veil.text(application.title)),
        ("文号", veil.text(application.doc_no)),
        ("内容描述", veil.text(application.wanted)),
        ("提供形式", application.get_supply_form_display()),
        ("获取方式", application.get_delivery_display()),
        ("需要的帮助", veil.text(application.needs_help)),
    )
    return sheet(
        "政府信息公开申请", application.organ.name, [*blocks, heading("申请的内容"), lines("内容", rows)]
    )


def course(application: Application, veil: Veil, entries: list[Event]) -> Paper:
    """Everything that was done, by whom, and when it was entered; what sections were asked."""
    moves = _moves(entries)
    rows = [
        (
            in_words(one.on),
            moves.get(one.pk, one.kind),
            str(one.person or "系统"),
            second(one.at),
            _with(one, veil),
        )
        for one in application.happenings.select_related("person").order_by("on", "pk")
    ]
    blocks = [table("办理经过", ("日期", "事项", "办理人", "录入时间", "说明"), rows, shares=(5, 5, 3, 5, 6))]
    asked = application.contributions.select_related("section", "answered_by").order_by("pk")
    lent = [
        (
            one.section,
            veil.text(one.question),
            _day(one.asked_on),
            veil.text(one.answer),
            _day(one.answered_on),
        )
        for one in asked
    ]
    if lent:
        heads = ("科室", "需要什么", "提出", "意见", "答复")
        blocks += [heading("科室协办"), table("协办", heads, lent, shares=(4, 6, 5, 6, 5))]
    now = (("承办科室", application.section), ("经办人", application.handler))
    return sheet("办理经过", application.organ.name, [*blocks, heading("承办"), lines("承办", now)])


def searched(application: Application, veil: Veil) -> Paper | None:
    """检索记录: where, for what and by whom was searched, and what was found."""
    rows = [
        (
            in_words(one.on),
            veil.text(one.places),
            veil.text(one.terms),
            veil.text(one.people),
            f"{'找到' if one.is_found else '没有找到'}：{veil.text(one.result)}",
        )
        for one in application.searches.all()
    ]
    heads = ("日期", "地方和系统", "检索词", "检索人", "结果")
    found = table("检索记录", heads, rows, shares=(5, 6, 4, 3, 6))
    return sheet("检索记录", application.organ.name, [found]) if rows else None


def corrected(application: Application, veil: Veil) -> Paper | None:
    """补正: what the applicant was asked to correct, by when, and when he did; his words lie beside this sheet."""
    kinds = (Happened.CORRECTION_ASKED, Happened.CORRECTED, Happened.CORRECTION_LAPSED)
    words = {
        Happened.CORRECTION_ASKED.value: "告知补正",
        Happened.CORRECTED.value: "收到补正",
        Happened.CORRECTION_LAPSED.value: "逾期没有补正",
    }
    rows = [
        (in_words(one.on), words[one.kind], _day(one.limit_on), veil.text(one.reason))
        for one in application.happenings.filter(kind__in=kinds).order_by("on", "pk")
    ]
    told = table("补正", ("日期", "事项", "补正期限", "说明"), rows, shares=(5, 4, 5, 9))
    return sheet("补正的经过", application.organ.name, [told]) if rows else None


def _moves(entries: list[Event]) -> Mapping[int, str]:
    """What each happening was called when it was entered: the ledger knows which move it was."""
    moves, label = case_lifecycle().moves, Happening._meta.label_lower
    told: dict[int, str] = {}
    for one in entries:
        move = moves.get(one.kind.removeprefix(_MOVES))
        if one.subject_type == label and move is not None:
            told.setdefault(one.subject_id, move.name)
    return told


def _with(one: Happening, veil: Veil) -> str:
    """What was told with it: a limit, a number of days, the reason."""
    parts = (
        f"限期{in_words(one.limit_on)}" if one.limit_on else "",
        f"{one.days}个工作日" if one.days else "",
        f"到{in_words(one.until_on)}" if one.until_on else "",
        veil.text(one.reason),
    )
    return "；".join(filter(None, parts))


def _day(on: date | None) -> str:
    return in_words(on) if on else ""

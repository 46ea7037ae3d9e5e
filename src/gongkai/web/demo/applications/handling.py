"""What is done with an invented application until it can be answered, each step by whose duty it is."""

from datetime import datetime

from django.conf import settings
from django.utils.timezone import localdate

from gongkai.kernel.case import Consulted, Happened
from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.duties import PUBLIC
from gongkai.web.applications.actions import answering, charging, consulting, inquiring, intake, steps
from gongkai.web.demo import codes
from gongkai.web.foundations.models import User
from gongkai.web.organs.models import Organ

from .case import Case, later
from .content import people_of, wanted_of

_INTERNET = "internet"
_CONSULTING = {
    "T07": {"concern": "其中的内容由您提供，或者记载了您的情况"},
    "T09": {"proposal": "内容可以公开，拟提供给申请人"},
}


def apply(case: Case, at: datetime) -> None:
    raw = case.raw
    kinds, identities = people_of(raw)
    channel = raw.get("channel", _INTERNET)
    applied = intake.Applied(
        organ=case.scene.organ, channel=channel, wanted=wanted_of(raw), kinds=kinds, identities=identities
    )
    by = PUBLIC if channel == _INTERNET else case.by("clerk", at=at)
    taken = intake.apply(applied, by=by, at=at)
    case.pk = taken.application.pk
    if raw.get("is_shown"):
        codes.keep(settings.HOME, taken.application.receipt, taken.code)


def confirm(case: Case, at: datetime) -> None:
    """What was received at once needs no confirming; whoever left no telephone is found in another way."""
    stored = case.stored
    if stored.received_on is None:
        how = {
            key: case.raw[f"confirmed_{key}"]
            for key in ("method", "reason")
            if f"confirmed_{key}" in case.raw
        }
        intake.confirm(stored, on=localdate(at), by=case.by("clerk", at=at), at=at, **how)


def assign(case: Case, at: datetime) -> None:
    clerk = case.by("clerk", at=at)
    section, handler = case.section(case.raw.get("section", 1)), User.objects.get(pk=clerk.person)
    steps.assign(case.stored, section=section, handler=handler, by=clerk, at=at)


def ask_section(case: Case, at: datetime) -> None:
    inquiring.ask_section(
        case.stored,
        section=case.section(2),
        question="请查明有没有所需的信息、存放在哪里、能不能公开。",
        due_on=later(localdate(at), 4),
        by=case.by("clerk", at=at),
        at=at,
    )


def answer_section(case: Case, at: datetime) -> None:
    asked = case.stored.contributions.select_related("application", "section").latest("pk")
    answer = "已经找到原件，内容不涉及国家秘密和个人隐私，可以公开。"
    inquiring.answer_section(asked, answer=answer, by=case.by("office_head", at=at), at=at)


def search(case: Case, at: datetime) -> None:
    is_found = "O13" not in case.raw.get("outcomes", ())
    told = inquiring.SearchTold(
        on=localdate(at),
        places="公文管理系统；档案室2015年以来的纸质档案；承办科室的业务台账",
        terms=case.raw["title"][:100],
        people="承办科室、档案室各一人",
        result="找到原件一份。" if is_found else "逐项检索，没有找到所需的信息。",
        is_found=is_found,
    )
    inquiring.record_search(case.stored, told, by=case.by("clerk", at=at), at=at)


def ask_correction(case: Case, at: datetime) -> None:
    unclear = case.raw.get("unclear", "请写明所需信息的年份、文号或者其他便于查询的特征。")
    by, limit_on = case.by("clerk", at=at), later(localdate(at), 15)
    told = {"T04": {"unclear": ({"what": "所需信息的名称和范围", "how": unclear},)}}
    filled = {"limit_on": limit_on, "reason": unclear, "letters": told}
    case.happened(Happened.CORRECTION_ASKED, **filled, by=by, at=at)


def correct(case: Case, at: datetime) -> None:
    text = case.raw.get("corrected", "所需的是2024年以来的信息，纸质或者电子版均可。")
    answering.correct(case.stored, text=text, at=at)


def correct_late(case: Case, at: datetime) -> None:
    by = case.by("office_head", at=at)
    case.happened(Happened.CORRECTED, reason="申请人因住院未能按期补正，有出院证明，理由正当。", by=by, at=at)


def lapse_correction(case: Case, at: datetime) -> None:
    told = {"T34": {"findings": "经核对，本机关没有收到补正的材料，也没有收到不能按期补正的说明。"}}
    filled = {"outcome": OutcomeCode.CORRECTION_LAPSED, "letters": told}
    case.happened(Happened.CORRECTION_LAPSED, **filled, by=case.by("clerk", at=at), at=at)


def consult(case: Case, at: datetime) -> None:
    raw = case.raw
    organ = Organ.objects.get(slug=raw["asked_organ"]) if "asked_organ" in raw else None
    third = None if organ else people_of({"who": [raw["asked"]]})
    asked = consulting.Asked(
        of=Consulted(raw.get("asked_as", "third_party")),
        about=raw["asked_about"],
        organ=organ,
        identity=third and third[1][0],
        is_person=bool(third) and third[0][0] == "natural_person",
    )
    stored, by = case.stored, case.by("clerk", at=at)
    _, token = consulting.consult(stored, asked, on=localdate(at), by=by, at=at, letters=_CONSULTING)
    if raw.get("is_shown"):
        codes.keep(settings.HOME, stored.receipt, token, is_link=True)


def deliver(case: Case, at: datetime) -> None:
    asked = case.stored.consultations.select_related("application").latest("pk")
    consulting.deliver(asked, on=localdate(at), by=case.by("clerk", at=at), at=at)


def opinion(case: Case, at: datetime) -> None:
    asked = case.stored.consultations.select_related("application").latest("pk")
    said = {"opinion": case.raw["opinion"], "grounds": case.raw.get("grounds", "")}
    consulting.take_opinion(asked, **said, on=localdate(at), by=case.by("clerk", at=at), at=at)


def ask_reasons(case: Case, at: datetime) -> None:
    by, limit_on = case.by("office_head", at=at), later(localdate(at), 7)
    told = {
        "request_facts": "近三个月内就同一工程的各个环节先后提出十余件申请",
        "question": "为什么需要这些信息、与以前取得的信息有什么不同",
    }
    filled = {"limit_on": limit_on, "letters": {"T05": told}}
    case.happened(Happened.REASONS_ASKED, **filled, by=by, at=at)


def give_reasons(case: Case, at: datetime) -> None:
    text = case.raw.get("reasons", "想全面了解这项工程各个阶段的情况，用于本人的研究。")
    answering.give_reasons(case.stored, text=text, at=at)


def delay(case: Case, at: datetime) -> None:
    said = {"until": later(localdate(at), 30), "reason": "所需的信息数量大，须逐件查找、审核", "letters": {}}
    case.happened(Happened.DELAYED, **said, by=case.by("office_head", at=at), at=at)


def propose_fee(case: Case, at: datetime) -> None:
    charged = {"method": "by_volume", "quantity": case.raw["pages"]}
    charging.propose_fee(case.stored, **charged, by=case.by("clerk", at=at), at=at)


def notice_fee(case: Case, at: datetime) -> None:
    fee, by = case.stored.fee, case.by("office_head", at=at)
    told = {
        "request_facts": f"要求提供的信息共{fee.quantity}页，明显超过合理范围",
        "payment_manner": "持本通知书到墨鹭县财政局非税收入窗口缴纳，或者按缴款码在网上缴纳",
    }
    charging.notice_fee(fee, on=localdate(at), by=by, at=at, letters={"T12": told})


def pay(case: Case, at: datetime) -> None:
    told = {"on": localdate(at), "receipt_no": f"墨财票{case.stored.pk:06d}"}
    charging.record_payment(case.stored.fee, **told, by=case.by("clerk", at=at), at=at)


def lapse_fee(case: Case, at: datetime) -> None:
    told = {"T35": {"findings": "经核对，本机关没有收到缴费。"}}
    filled = {"outcome": OutcomeCode.FEE_LAPSED, "letters": told}
    case.happened(Happened.FEE_LAPSED, **filled, by=case.by("clerk", at=at), at=at)


def extend(case: Case, at: datetime) -> None:
    reason = "所需的信息分散在几个科室的历年档案中，须逐卷查找、核对"
    said = {"days": 20, "reason": reason, "letters": {}}
    case.happened(Happened.EXTENDED, **said, by=case.by("office_head", at=at), at=at)

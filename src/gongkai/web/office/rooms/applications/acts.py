"""Every act that the office offers with a case: for each lawful move a button, and what is done besides."""

from collections.abc import Mapping

from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import duties_of
from gongkai.web.applications.actions.charging import PROPOSERS
from gongkai.web.applications.models import Application
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.office.acts import Act
from gongkai.web.office.rooms import redaction_forms as redacted
from gongkai.web.office.rooms.archives import forms as archives

from . import bundle_forms as bundles
from . import consult_forms as consult
from . import counter, forms
from . import draft_forms as drafts
from . import fee_forms as fees
from . import identity_forms as identity
from . import letter_acts as letters
from . import publish_forms as publish
from . import reply_forms as reply
from . import service_acts as services
from .letters import TEMPLATE as LETTERED
from .moves import TEMPLATE, act_of, lawful, offers_now
from .steps import plain_acts

# What is shown a single time, on the answer to its form.
SHOWN_ONCE = services.SHOWN_ONCE | frozenset(
    {
        *("register", "unmask", "renew-code", "print-letter", "print-notice", "bundle"),
        *("consult-third-party", "consult-organ", "consult-co-maker"),
    }
)
# The step that is mostly next, by state: the first of these that is offered is the primary button.
LIKELY: Mapping[str, tuple[str, ...]] = {
    CaseStateCode.UNCONFIRMED: ("receive",),
    CaseStateCode.RECEIVED: ("assign",),
    CaseStateCode.AWAITING_CORRECTION: ("lapse-correction", "correct"),
    CaseStateCode.PROCESSING: ("draft",),
    CaseStateCode.CONSULTING: ("deliver-consultation", "close-consultation"),
    CaseStateCode.AWAITING_REASON: ("draft", "give-reasons"),
    CaseStateCode.AWAITING_PAYMENT: ("lapse-fee", "pay"),
    CaseStateCode.DRAFTED: ("submit", "draft"),
    CaseStateCode.SIGNED: ("tell-third-party", "serve"),
    CaseStateCode.SERVED: ("send-again", "prove-service", "close"),
    CaseStateCode.CLOSED: ("archive",),
    CaseStateCode.WITHDRAWN: ("archive",),
    CaseStateCode.LAPSED_CORRECTION: ("archive",),
    CaseStateCode.LAPSED_FEE: ("archive",),
}
# What is done beside the steps of a case stands under these headings, so that the steps are found at once.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "文书、用印和送达": (
        *("write-letter", "print-letter", "print-notice", "void-letter", "seal", "send-letter"),
        *("bring-back", "send-again", "announce", "prove-service", "print-receipt"),
    ),
    "案卷和申请人": (
        *("unmask", "correct-identity", "renew-code", "file-paper", "discard-paper", "bundle", "report-up"),
        *("split", "void"),
    ),
    "主动公开": ("promote", "keep-from-promotion", "publish-answer", "suggest-promotion"),
}
# Moves of the table that a case does not take by a button of its own: they come about with something else.
BY_THEMSELVES = frozenset({"arrive", "sign", "send_back", "announce"})


def _has_open_questions(application: Application, _viewer: Viewer) -> bool:
    return forms.open_questions(application).exists()


def _is_in_hand(application: Application, viewer: Viewer) -> bool:
    """Received and open: its sections can be asked."""
    return application.received_on is not None and _is_open(application, viewer)


def _is_open(application: Application, _viewer: Viewer) -> bool:
    return offers_now(application)["report_up"].is_lawful and application.made_on is None


def _is_sent_back(application: Application, viewer: Viewer) -> bool:
    """Signed, and not gone out."""
    return application.state == CaseStateCode.SIGNED and reply.is_signed(application, viewer)


def _case_act(name: str, title: str, form: type, duties: tuple[str, ...], **more: object) -> Act:
    return Act(name, title, form, duties, **{"template": TEMPLATE} | more)


ACTS: tuple[Act, ...] = (
    _case_act(
        "register",
        "登记申请",
        counter.Register,
        HANDLERS,
        hint="当面、邮寄、传真、电子邮件和口头提出的申请都在这里登记。登记后打印回执交申请人。",
        icon="plus",
        is_new=True,
        template="office/case_register.html",
    ),
    act_of("receive", forms.Receive),
    act_of("assign", forms.Assign),
    act_of("draft", drafts.Draft, "draft_on_silence", "draft_uncorrected", template="office/case_draft.html"),
    _case_act(
        "redact",
        "区分处理",
        redacted.TakeSource,
        HANDLERS,
        is_offered=redacted.may_be_redacted,
        template="office/redactions.html",
    ),
    act_of("submit", reply.Submit),
    _case_act(
        "explain-lateness",
        "说明逾期原因",
        drafts.ExplainLateness,
        duties_of("draft"),
        is_offered=drafts.is_unexplained,
    ),
    *services.GOING_OUT,
    act_of("close", reply.Conclude),
    act_of("search", forms.RecordSearch),
    _case_act(
        "ask-section",
        "请科室协办",
        forms.AskSection,
        HANDLERS,
        is_offered=_is_in_hand,
        template=LETTERED,
    ),
    _case_act("answer-section", "答复协办", forms.AnswerSection, HANDLERS, is_offered=_has_open_questions),
    act_of("consult_third_party", consult.ConsultThirdParty, template=LETTERED),
    act_of("consult_organ", consult.ConsultOrgan, template=LETTERED),
    act_of("consult_co_maker", consult.ConsultCoMaker, template=LETTERED),
    act_of("deliver_consultation", consult.Deliver),
    act_of("close_consultation", consult.TakeOpinion),
    _case_act(
        "propose-fee",
        "提出收费",
        fees.ProposeFee,
        PROPOSERS,
        is_offered=fees.may_be_proposed,
        template="office/case_fee.html",
    ),
    act_of("notice_fee", fees.NoticeFee, is_offered=fees.is_proposed_by_another, template=LETTERED),
    act_of("pay", fees.Pay),
    *plain_acts(),
    act_of("archive", archives.Archive, template="office/case_archive.html"),
    act_of("serve_on_the_spot", drafts.AnswerAtOnce, template="office/case_draft.html"),
    _case_act("take-back", "撤回签发", reply.TakeBack, duties_of("send_back"), is_offered=_is_sent_back),
    *services.AFTERWARDS,
    _case_act("print-letter", "打印答复", reply.PrintLetter, duties_of("serve"), is_offered=reply.is_signed),
    _case_act(
        "reopen",
        "重新办理",
        reply.Reopen,
        duties_of("reopen_by_self"),
        is_final=True,
        is_offered=lawful("reopen_by_review", "reopen_by_court", "reopen_by_self"),
    ),
    act_of("split", identity.Split),
    act_of("void", identity.Void),
    _case_act("unmask", "查看申请人信息", identity.Unmask, HANDLERS),
    _case_act("bundle", "制作证据包", bundles.MakeBundle, HANDLERS),
    _case_act(
        "correct-identity",
        "更正申请人信息",
        identity.CorrectIdentity,
        HANDLERS,
        is_offered=identity.is_known,
    ),
    _case_act(
        "write-letter",
        "拟制文书",
        letters.WriteLetter,
        HANDLERS,
        is_offered=letters.can_be_written,
        template=LETTERED,
    ),
    _case_act("print-notice", "打印文书", letters.PrintNotice, HANDLERS, is_offered=letters.has_letters),
    _case_act(
        "void-letter",
        "作废文书",
        letters.VoidLetter,
        ("office_head",),
        is_final=True,
        is_offered=letters.has_letters,
    ),
    _case_act("file-paper", "材料入卷", forms.FilePaper, HANDLERS),
    _case_act(
        "discard-paper",
        "撤下随答复提供的文件",
        reply.DiscardPaper,
        HANDLERS,
        is_final=True,
        is_offered=reply.has_supplied,
    ),
    *publish.ACTS,
    _case_act("renew-code", "换发查询码", counter.RenewCode, HANDLERS),
)

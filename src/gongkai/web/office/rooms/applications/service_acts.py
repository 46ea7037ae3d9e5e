"""Acts of 送达 and 用印 with a case."""

from gongkai.lawbook.lifecycle import duties_of
from gongkai.web.office.acts import Act

from . import returned_forms as returned
from . import seal_forms as seals
from . import service_forms as service
from .moves import TEMPLATE, act_of
from .sent_forms import OfLetter, may

# Files that are written for this one answer.
SHOWN_ONCE = frozenset({"print-receipt"})


def _service_act(name: str, title: str, form: type[OfLetter], hint: str = "") -> Act:
    is_offered = may(form)
    return Act(name, title, form, duties_of("serve"), hint, is_offered=is_offered, template=TEMPLATE)


GOING_OUT: tuple[Act, ...] = (
    act_of("serve", service.Serve, "post", "serve_online", title="送达答复", is_final=False),
    Act(
        "tell-third-party",
        "告知第三方",
        service.TellThirdParty,
        duties_of("serve"),
        is_offered=service.has_untold,
        template=TEMPLATE,
    ),
)
AFTERWARDS: tuple[Act, ...] = (
    _service_act("prove-service", "登记送达凭证", service.ProveService),
    _service_act("seal", "用印", seals.SealLetter, "没有签发的文书不能用印。"),
    _service_act(
        "bring-back",
        "登记没有送到",
        returned.BringBack,
        "邮件退回，或者上门没有找到人的，写明原因、留下凭证，再次送达；别的方式都送不到的，可以公告。",
    ),
    _service_act("send-again", "再次送达", returned.SendAgain),
    act_of("announce", returned.Announce, title="公告送达", is_offered=may(returned.Announce)),
    _service_act("send-letter", "登记文书送达", service.SendLetter),
    _service_act("print-receipt", "打印送达回证", service.PrintReceipt),
)

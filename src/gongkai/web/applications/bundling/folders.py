"""The folders of a bundle in their order: what each proves, our own sheet in it, and the papers of the file behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.kernel.paper import Paper
from gongkai.web.applications.models import Application, PaperKind
from gongkai.web.ledger.models import Event

from . import answers, sheets
from .veil import Veil

Sheet = Callable[[Application, Veil, list[Event]], Paper | None]


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder. Its number stays the same whether the case has anything of the kind or not."""

    title: str
    proves: str
    sheet: Sheet | None = None
    kinds: tuple[PaperKind, ...] = ()


FOLDERS = (
    Folder(
        "01 收件",
        "申请何时、以何种方式到达，以哪一天为收到日期（条例第三十一条）",
        lambda application, _veil, _entries: sheets.receipt(application),
    ),
    Folder(
        "02 申请",
        "申请人提出了什么申请（条例第二十九条）",
        lambda application, veil, _entries: sheets.applied(application, veil),
        (PaperKind.APPLICATION, PaperKind.IDENTITY, PaperKind.AUTHORITY),
    ),
    Folder("03 办理经过", "由谁、在什么时候办理了什么，怎样交办（条例第四十五条）", sheets.course),
    Folder(
        "04 检索记录",
        "在哪里、用什么词、由谁检索，结果如何（条例第三十六条第（四）项）",
        lambda application, veil, _entries: sheets.searched(application, veil),
        (PaperKind.SEARCH,),
    ),
    Folder(
        "05 补正",
        "一次性告知补正的内容、期限和申请人的补正（条例第三十条）",
        lambda application, veil, _entries: sheets.corrected(application, veil),
        (PaperKind.CORRECTION,),
    ),
    Folder(
        "06 征求意见",
        "向谁征求意见、何时送达、意见如何（条例第三十二条至第三十四条）",
        lambda application, veil, _entries: answers.consulted(application, veil),
        (PaperKind.CONSULTATION,),
    ),
    Folder(
        "07 收费",
        "信息处理费的依据、计算和缴纳（条例第四十二条）",
        lambda application, _veil, _entries: answers.charged(application),
        (PaperKind.PAYMENT,),
    ),
    Folder(
        "08 答复的依据",
        "答复所依据的事实和条款（条例第三十六条）",
        lambda application, veil, _entries: answers.grounds(application, veil),
    ),
    Folder(
        "09 文书",
        "实际作出的告知书、答复书和随附的信息",
        kinds=(PaperKind.LETTER, PaperKind.REPLY, PaperKind.SUPPLIED),
    ),
    Folder(
        "10 送达",
        "文书以何种方式、在哪一天送达",
        lambda application, veil, _entries: answers.served(application, veil),
        (PaperKind.SERVICE,),
    ),
    Folder("11 期限的计算", "答复有没有超过期限，每一天怎样计算（条例第三十条至第三十五条）"),
    Folder("12 台账摘录", "以上各项是当时记入、没有改动过的"),
    Folder("13 其他材料", "卷内的其他材料", kinds=(PaperKind.OTHER, PaperKind.SOURCE, PaperKind.DRAFT)),
    Folder("14 内部用表", "本机关内部使用的登记表、流转单等，没有向外送出"),
)
DAYS, LEDGER, INNER = FOLDERS[10], FOLDERS[11], FOLDERS[13]

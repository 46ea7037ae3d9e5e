"""The reference page of the letters: to whom each goes, what it must contain, and what an officer is told who leaves it out."""

from collections.abc import Iterator

from docs.law import OVERLAY
from docs.markdown import page, table
from docs.outcomes import REMEDIES
from gongkai.kernel.letter_forms import Element, LetterFamily, LetterForm, Recipient
from gongkai.kernel.remedies import RemedyCode
from gongkai.lawbook.letters import letter_law

FAMILIES = {
    LetterFamily.REPLY: "答复",
    LetterFamily.NOTICE: "告知、征求意见",
    LetterFamily.INTERNAL: "内部文书",
}
RECIPIENTS = {
    Recipient.APPLICANT: "申请人",
    Recipient.THIRD_PARTY: "第三方",
    Recipient.CO_MAKER: "共同制作机关",
    Recipient.SECTION: "协办科室",
    Recipient.FILE: "存卷",
}


def letters_page() -> str:
    """Every letter with its elements."""
    forms = letter_law().forms.values()
    rows = (
        (
            f"[`{form.code}`](#{form.code.lower()})",
            form.name,
            FAMILIES[form.family],
            RECIPIENTS[form.recipient],
        )
        for form in forms
    )
    return page(
        "文书",
        f"数据在 `src/gongkai/law/letters/`，一种文书一个文件，{OVERLAY}"
        "缺少的内容在文书上标为“〔待填：……〕”；缺少必备要素的，不能签发。",
        table(("编号", "文书", "类别", "发给"), rows),
        *(_letter(form) for form in forms),
    )


def _letter(form: LetterForm) -> str:
    elements = table(("要素", "编码", "何时须有", "缺少时"), map(_element, form.elements))
    return "\n\n".join([f"## {form.code}", f"**{form.name}**。依据：{form.source}", *_notes(form), elements])


def _notes(form: LetterForm) -> Iterator[str]:
    if form.remedy and form.family is not LetterFamily.INTERNAL:
        yield f"救济途径：{REMEDIES[RemedyCode(form.remedy)]}。"
    if form.is_unverified:
        yield "未见正式规定，使用前请核对。"
    if form.note:
        yield f"说明：{form.note}。"


def _element(one: Element) -> tuple[str, ...]:
    when = [f"办理结果为{'、'.join(f'`{code}`' for code in sorted(one.outcomes))}"] if one.outcomes else []
    when += ["签发或者签收时"] if one.is_later else []
    return one.name, f"`{one.code}`", "；".join(when), one.missing

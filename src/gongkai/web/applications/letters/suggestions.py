"""What an officer finds in the form of a letter to begin with: words that he reads and changes as he likes."""

from collections.abc import Callable, Mapping

from gongkai.kernel.days import in_words
from gongkai.kernel.fees import BY_ITEM

from .known import Around


def suggested_of(code: str, around: Around) -> dict[str, str]:
    """The words for a letter, by the names of its places."""
    begun = _SUGGESTED.get(code)
    return begun(around) if begun else {}


def _nothing_came(what: str) -> Callable[[Around], dict[str, str]]:
    def begun(around: Around) -> dict[str, str]:
        return {"findings": f"经核对，到{in_words(around.on)}为止，本机关没有收到{what}。"}

    return begun


def _how_many(around: Around) -> dict[str, str]:
    fee = around.fee
    if fee is None:
        return {}
    if fee.method == BY_ITEM:
        return {"request_facts": f"在收到本件的当月，本件以前已经向本机关提出{fee.prior}件申请"}
    return {"request_facts": f"要求提供的信息共{fee.quantity}页"}


_SUGGESTED: Mapping[str, Callable[[Around], dict[str, str]]] = {
    "T12": _how_many,
    "T34": _nothing_came("补正的材料"),
    "T35": _nothing_came("缴费"),
}

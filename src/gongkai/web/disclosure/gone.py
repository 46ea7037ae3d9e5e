"""What is told of an item that is no longer public: who took it down, when, and what to do next; not what it said."""

from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ

from .models import Item, ItemStatus


def told(item: Item) -> tuple[str, str]:
    """What happened, and what to do; the same on a page and in data."""
    on = day(item.ended_on) if item.ended_on else ""
    if item.is_live:
        title, what = "这一版已经撤回", f"{item.organ.name}已撤回这条信息以前的版本，现在公开的是另一版。"
    elif item.status == ItemStatus.EXPIRED:
        title, what = "公示已经期满", f"{item.organ.name}的这项公示已于{on}期满。"
    else:
        title, what = "这条信息已经撤回", f"{item.organ.name}已于{on}撤回这条信息。"
    advice = (
        f"{what}本站不再提供它的页面和文件。"
        f"需要的，请与该机关联系{_reached(item.organ)}，或者向该机关申请公开。"
    )
    return title, advice


def _reached(organ: Organ) -> str:
    """How to reach an organ, in brackets; nothing where nothing is written down."""
    ways = [("电话", organ.phone), ("地址", organ.address)]
    told = "，".join(f"{name}：{way}" for name, way in ways if way)
    return f"（{told}）" if told else ""

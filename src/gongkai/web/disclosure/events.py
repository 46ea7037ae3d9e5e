"""What the ledger says about items. What they say stays in their versions; the ledger keeps hashes and days."""

from collections.abc import Collection, Mapping

from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track

from .models import Item, Version
from .models.version import CONTENT

track(
    "disclosure.item",
    fields=(
        "organ",
        "kind",
        "status",
        "index_no",
        "row",
        "section",
        "drafter",
        "latest",
        "live_version",
        "live_hash",
        "approval",
        "approved_hash",
        "published_on",
        "changed_on",
        "ended_on",
        "go_live_at",
        "notice_until_on",
        "due_on",
        "reassess_on",
        "validity",
        "repealed_on",
        "repealed_by",
        "interprets",
        "interpretation_form",
    ),
    digests=("ended_because",),
)
track(
    "disclosure.version",
    fields=("item", "number", "attribute", "reason_code", "content_hash", "drafted_by", "drafted_at"),
    digests=tuple(name for name in CONTENT if name not in {"attribute", "reason_code"}),
)
track("disclosure.reassessment", fields=("item", "on", "outcome", "person"), digests=("reason",))
track("disclosure.target", fields=("organ", "name", "address", "is_open"))
acts(
    disclosure__draft="起草信息",
    disclosure__import="批量导入信息",
    disclosure__edit="修改信息",
    disclosure__classify="归类信息",
    disclosure__discard="作废信息",
    disclosure__submit="送审信息",
    disclosure__publish="发布信息",
    disclosure__schedule="定时发布信息",
    disclosure__withdraw="撤回信息",
    disclosure__expire="公示期满停止公开",
    disclosure__keep_back="取消定时发布",
    disclosure__validity="标注有效性",
    disclosure__reassess="评估不公开的信息",
    disclosure__target="设定发布平台",
    disclosure__write="直接写入信息",
)
kinds(
    EventKind("disclosure.drafted", "起草{subject}"),
    EventKind("disclosure.imported", "从清单导入信息{facts[items]}条，都是草稿"),
    EventKind("disclosure.version_written", "写下{subject}，附件{facts[files]}个"),
    EventKind("disclosure.edited", "将{subject}改为第{facts[number]}稿"),
    EventKind("disclosure.classified", "将{subject}重新归类"),
    EventKind("disclosure.discarded", "将{subject}作废"),
    EventKind("disclosure.submitted", "将{subject}第{facts[number]}稿送审"),
    EventKind("disclosure.approved", "{subject}第{facts[number]}稿审核批准，待发布"),
    EventKind("disclosure.kept", "{subject}第{facts[number]}稿审定不公开"),
    EventKind("disclosure.returned", "{subject}第{facts[number]}稿退回修改"),
    EventKind("disclosure.published", "公开{subject}第{facts[number]}稿"),
    EventKind("disclosure.changed", "以第{facts[number]}稿更新已公开的{subject}"),
    EventKind("disclosure.scheduled", "将{subject}定时发布"),
    EventKind("disclosure.kept_back", "{subject}到了定时发布的时间，因不符合规定没有发布"),
    EventKind("disclosure.withdrawn", "撤回{subject}，不再公开"),
    EventKind("disclosure.expired", "{subject}公示期满，不再公开"),
    EventKind("disclosure.validity_set", "将{subject}的有效性标为“{facts[validity]}”"),
    EventKind("disclosure.reassessed", "评估不公开的信息，结果为“{facts[outcome]}”"),
    EventKind("disclosure.reassessment_followed", "按评估结果处理{subject}"),
    EventKind("disclosure.target_set", "将{organ}的发布平台设为“{after[name]}”"),
    EventKind("disclosure.target_changed", "更改{organ}的发布平台"),
)


def _items(ids: Collection[int]) -> Mapping[int, str]:
    """An item by what it is called now."""
    items = Item.objects.filter(pk__in=ids).select_related("latest", "live_version")
    return {item.pk: f"“{item.title}”" for item in items}


def _versions(ids: Collection[int]) -> Mapping[int, str]:
    """A version by its title and number."""
    return {
        version.pk: f"“{version.title}”第{version.number}稿" for version in Version.objects.filter(pk__in=ids)
    }


naming("disclosure.item", _items)
naming("disclosure.version", _versions)

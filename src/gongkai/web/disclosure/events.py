"""What the ledger says about items. What they say stays in their versions; the ledger keeps hashes and days."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef

from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track

from .models import Release, Version
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
        "is_due_provisional",
        "due_from_on",
        "is_old",
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
    disclosure__recount="重算公开期限",
    disclosure__target="设定发布平台",
    disclosure__write="直接写入信息",
)
kinds(
    EventKind("disclosure.drafted", "起草{subject}"),
    EventKind("disclosure.imported", "从清单导入信息{facts[items]}条，都是草稿"),
    EventKind("disclosure.version_written", "写下{subject}，附件{facts[files]}个"),
    EventKind("disclosure.begun", "写好{subject}第{facts[number]}稿"),
    EventKind("disclosure.edited", "将{subject}改为第{facts[number]}稿"),
    EventKind("disclosure.unscheduled", "将{subject}改为第{facts[number]}稿，原定的定时发布取消"),
    EventKind("disclosure.recounted", "按新公布的放假安排重算{subject}的公开期限，为{after[due_on]}"),
    EventKind("disclosure.failed", "{subject}到期应办的事项因系统读写故障没有办成，下次再办"),
    EventKind("disclosure.classified", "将{subject}重新归类"),
    EventKind("disclosure.discarded", "将{subject}作废"),
    EventKind("disclosure.submitted", "将{subject}第{facts[number]}稿送审"),
    EventKind("disclosure.approved", "{subject}第{facts[number]}稿于{at}审核批准，待发布"),
    EventKind("disclosure.kept", "{subject}第{facts[number]}稿于{at}审定不公开"),
    EventKind("disclosure.returned", "{subject}第{facts[number]}稿于{at}退回修改"),
    EventKind("disclosure.published", "公开{subject}第{facts[number]}稿"),
    EventKind("disclosure.changed", "以第{facts[number]}稿更新已公开的{subject}"),
    EventKind("disclosure.scheduled", "将{subject}定时发布"),
    EventKind("disclosure.kept_back", "{subject}到了定时发布的时间，因不符合规定没有发布"),
    EventKind("disclosure.withdrawn", "撤回{subject}，不再公开"),
    EventKind("disclosure.closed", "{subject}于{at}重新审定为不公开，不再公开"),
    EventKind("disclosure.expired", "{subject}公示期满，不再公开"),
    EventKind("disclosure.validity_set", "将{subject}的有效性标为“{facts[validity]}”"),
    EventKind("disclosure.reassessed", "评估不公开的信息，结果为“{facts[outcome]}”"),
    EventKind("disclosure.reassessment_followed", "按评估结果处理{subject}"),
    EventKind("disclosure.target_set", "将{organ}的发布平台设为“{after[name]}”"),
    EventKind("disclosure.target_changed", "更改{organ}的发布平台"),
)


def _items(ids: Collection[int]) -> Mapping[int, str]:
    """An item by what it was last called in public; one that never was, by its number: an auditor reads no drafts."""
    releases = Release.objects.filter(item__in=ids).order_by("at", "pk")
    public = dict(releases.values_list("item", "version__title"))
    return {pk: f"“{public[pk]}”" if pk in public else f"信息第{pk}号" for pk in ids}


def _versions(ids: Collection[int]) -> Mapping[int, str]:
    """A version by its number, and by its title if it was public."""
    versions = Version.objects.filter(pk__in=ids).annotate(
        was_public=Exists(Release.objects.filter(version=OuterRef("pk")))
    )
    return {
        one.pk: f"{f'“{one.title}”' if one.was_public else f'信息第{one.item_id}号'}第{one.number}稿"
        for one in versions
    }


naming("disclosure.item", _items)
naming("disclosure.version", _versions)

"""What the ledger says of archived volumes: numbers, days and periods; why papers are missing, only as a hash."""

from collections.abc import Collection, Mapping

from gongkai.web.applications.models import Volume
from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track

track(
    "applications.volume",
    fields=(
        *("application", "organ", "year", "serial", "period", "number", "keep_until_on", "lacking"),
        "paper_count",
        *("archived_on", "archived_by", "handed_on", "destroyed_on"),
    ),
    digests=("period_because", "lacking_because", "remark"),
)
track(
    "applications.transfer",
    fields=("organ", "on", "count", "handed_by"),
    digests=("receiver", "receipt_no"),
)
track(
    "applications.destruction",
    fields=(
        *("organ", "state", "count", "proposed_by", "proposed_on", "decided_by", "decided_on", "done_on"),
    ),
    digests=("because", "decision", "witnesses", "kept"),
)


def volumes(ids: Collection[int]) -> Mapping[int, str]:
    """案卷XXGK·2026-D10-0012."""
    return {
        pk: f"案卷{number}" for pk, number in Volume.objects.filter(pk__in=ids).values_list("pk", "number")
    }


naming("applications.volume", volumes)
acts(
    applications__change_period="改变案卷的保管期限",
    applications__take_volume="下载案卷",
    applications__transfer="移交案卷",
    applications__propose_destruction="提出销毁案卷",
    applications__decide_destruction="决定是否销毁案卷",
    applications__destroy="销毁案卷",
    applications__destroy_volume="销毁一个案卷",
)
kinds(
    EventKind("applications.volume_formed", "立卷归档：{subject}，保管期限为{after[period]}"),
    EventKind("applications.volume_formed_again", "重新办理以后再次归档：{subject}"),
    EventKind(
        "applications.period_changed", "改变{subject}的保管期限：由{before[period]}改为{after[period]}"
    ),
    EventKind("applications.volume_taken", "下载{subject}的全部材料"),
    EventKind("applications.transferred", "移交案卷{after[count]}卷"),
    EventKind("applications.volume_handed", "移交{subject}"),
    EventKind("applications.destruction_proposed", "提出销毁保管期满的案卷{after[count]}卷"),
    EventKind("applications.destruction_decided", "决定是否销毁案卷：{after[state]}"),
    EventKind("applications.destruction_begun", "开始销毁批准的案卷"),
    EventKind("applications.volume_destroyed", "销毁{subject}的材料：保管期限已经届满"),
    EventKind("applications.destruction_done", "销毁案卷完毕"),
)

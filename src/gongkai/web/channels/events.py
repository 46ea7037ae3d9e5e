"""What the ledger says about channels and places. Who posted what stands on the sheet; the ledger keeps only hashes of it."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, track

track(
    "channels.channel",
    fields=("organ", "kind", "opened_on", "closed_on"),
    digests=("name", "address"),
)
track(
    "channels.publication",
    fields=("organ", "item", "channel", "place", "posted_on", "posted_by", "ended_on"),
    digests=("address",),
)
track(
    "channels.publicplace",
    fields=("organ", "kind", "opened_on", "closed_on"),
    digests=("name", "village", "location", "keeper"),
)
track(
    "channels.posting",
    fields=(
        "organ",
        "item",
        "version",
        "place",
        "publication",
        "status",
        "planned_on",
        "posted_on",
        "photo",
        "remove_by_on",
        "down_on",
    ),
    digests=("posted_by", "remove_because", "down_by"),
)
track(
    "channels.equipmentcheck",
    fields=("place", "state", "checked_on", "checked_by"),
    digests=("equipment", "remark"),
)
track("channels.material", fields=("place", "updated_on", "removed_on"), digests=("title",))
track(
    "channels.delivery",
    fields=("organ", "since_on", "until_on", "delivered_on", "receipt_on", "receipt"),
    digests=("receiver", "receipt_by"),
)
track(
    "channels.question",
    fields=("place", "asked_on", "answered_by"),
    digests=("topic", "answer"),
)
track(
    "channels.handover",
    fields=(
        "organ",
        "item",
        "version",
        "package",
        "state",
        "made_on",
        "located_on",
        "located_by",
        "means",
        "drift_on",
        "removed_on",
    ),
    digests=("target_name", "address", "difference", "drift"),
)
acts(
    channels__open="启用渠道",
    channels__change="更正渠道",
    channels__close="停用渠道",
    channels__publish="登记渠道发布",
    channels__end="结束渠道发布",
    channels__add_place="登记场所",
    channels__change_place="更正场所",
    channels__close_place="停用场所",
    channels__plan="安排张贴",
    channels__post="登记张贴",
    channels__take_down="登记撤下",
    channels__drop="取消张贴",
    channels__ask_removal="提醒撤下",
    channels__check_equipment="设备检查",
    channels__put_material="更新资料",
    channels__remove_material="撤出资料",
    channels__note_question="登记询问",
    channels__deliver="移送档案馆、图书馆",
    channels__receive="登记签收",
    channels__hand_over="移交外部平台",
    channels__locate="登记网址",
    channels__compare="核对网页",
    channels__drop_hand_over="作废移交",
    channels__watch="复核网页",
    channels__remove_elsewhere="登记从外部平台撤下",
)
kinds(
    EventKind("channels.opened", "启用渠道{subject}"),
    EventKind("channels.changed", "更正渠道{subject}"),
    EventKind("channels.closed", "停用渠道{subject}"),
    EventKind("channels.published", "登记{subject}"),
    EventKind("channels.ended", "结束{subject}"),
    EventKind("channels.place_added", "登记场所{subject}"),
    EventKind("channels.place_changed", "更正场所{subject}"),
    EventKind("channels.place_closed", "停用场所{subject}"),
    EventKind("channels.planned", "安排张贴{subject}"),
    EventKind("channels.posted", "登记{subject}已于{after[posted_on]}张贴"),
    EventKind("channels.removal_asked", "提醒最迟在{after[remove_by_on]}撤下{subject}"),
    EventKind("channels.taken_down", "登记{subject}已于{after[down_on]}撤下"),
    EventKind("channels.dropped", "取消张贴{subject}"),
    EventKind("channels.equipment_checked", "检查设备{subject}"),
    EventKind("channels.material_put", "更新查阅资料{subject}"),
    EventKind("channels.material_removed", "撤出查阅资料{subject}"),
    EventKind("channels.question_noted", "登记一次现场询问"),
    EventKind("channels.delivered", "{subject}，共{facts[count]}条公开信息"),
    EventKind("channels.received", "登记签收：{subject}"),
    EventKind("channels.handed_over", "移交{subject}"),
    EventKind("channels.located", "登记{subject}所在的网址"),
    EventKind("channels.found_different", "核对{subject}，与批准的内容不一致，没有公开"),
    EventKind("channels.found_equal", "核对{subject}，与批准的内容一致"),
    EventKind("channels.hand_over_dropped", "作废移交{subject}"),
    EventKind("channels.removed_elsewhere", "登记{subject}已于{after[removed_on]}从平台撤下"),
    EventKind("channels.drifted", "复核{subject}，发现网页与批准的内容不一致"),
    EventKind("channels.settled", "复核{subject}，网页与批准的内容重新一致"),
)

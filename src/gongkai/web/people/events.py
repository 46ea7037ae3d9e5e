"""What the ledger says about people and their duties. Names and addresses are personal: it keeps only their hashes."""

from gongkai.web.ledger.registry import EventKind, acts, check, kinds, naming, track

from .selectors import combined, names_of_appointments

track(
    "foundations.user",
    fields=("organ", "is_active"),
    digests=("username", "name", "phone", "email", "inactive_because"),
)
track(
    "people.appointment",
    fields=("person", "organ", "section", "duty", "kind", "since_on", "until_on", "delegated_from"),
    digests=("basis",),
)
naming("people.appointment", names_of_appointments)
check("people.apart", combined)

acts(
    people__enrol="登记人员",
    people__change="更改人员登记",
    people__deactivate="停用人员的登录",
    people__reactivate="恢复人员的登录",
    people__appoint="任命",
    people__stand_in="指定代理人",
    people__delegate="委托职责",
    people__hand_over="移交职责",
    people__end="终止任职",
)
kinds(
    EventKind("people.enrolled", "将{subject}登记为{after[organ]}的人员"),
    EventKind("people.changed", "更改{subject}的登记"),
    EventKind("people.deactivated", "停用{subject}的登录"),
    EventKind("people.reactivated", "恢复{subject}的登录"),
    EventKind("people.left_vacant", "停用{subject}的登录后，有职责空缺：{facts[duties]}"),
    EventKind("people.appointed", "任命{subject}，自{after[since_on]}起"),
    EventKind("people.stood_in", "指定代理人：{subject}，自{after[since_on]}起"),
    EventKind("people.delegated", "委托代行职责：{subject}，自{after[since_on]}起，至{after[until_on]}止"),
    EventKind(
        "people.handed_over",
        "办理移交：{subject}，自{after[until_on]}起不再担任，由{facts[to]:foundations.user}接任",
    ),
    EventKind(
        "people.took_over",
        "办理接任：{subject}，自{after[since_on]}起，接替{facts[after]:foundations.user}",
    ),
    EventKind("people.ended", "终止任职：{subject}，自{after[until_on]}起不再担任"),
)

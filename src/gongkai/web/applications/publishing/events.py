"""What the ledger says of answers that are shown to everybody, and of information that becomes public for all."""

from collections.abc import Collection, Mapping

from gongkai.web.applications.models import Promotion, PromotionMember, PublishedAnswer
from gongkai.web.applications.names import of_cases
from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track


def answers(ids: Collection[int]) -> Mapping[int, str]:
    """An answer by the case from which it was made."""
    rows = PublishedAnswer.objects.filter(pk__in=ids).values_list("pk", "reply__application_id")
    return of_cases(dict(rows), "的答复")


def promotions(ids: Collection[int]) -> Mapping[int, str]:
    """A suggestion by the case at which it stands."""
    rows = Promotion.objects.filter(pk__in=ids).values_list("pk", "application_id")
    return of_cases(dict(rows), "的信息")


def members(ids: Collection[int]) -> Mapping[int, str]:
    """One more case, by its own number."""
    return of_cases(dict(PromotionMember.objects.filter(pk__in=ids).values_list("pk", "application_id")), "")


track("applications.publishedanswer", fields=("reply", "item", "made_on"))
track(
    "applications.promotion",
    fields=(
        *("application", "suggested_by", "suggested_on", "applicants", "due_on"),
        *("result", "decided_on", "decided_by", "item"),
    ),
    digests=("reason",),
)
track("applications.promotionmember", fields=("promotion", "application", "how"))
naming("applications.publishedanswer", answers)
naming("applications.promotion", promotions)
naming("applications.promotionmember", members)
acts(
    applications__publish_answer="公开答复",
    applications__suggest_promotion="登记主动公开的建议",
    applications__promote="转为主动公开",
    applications__keep_from_promotion="决定暂不转为主动公开",
)
kinds(
    EventKind("applications.answer_published", "起草公开{subject}"),
    EventKind(
        "applications.promotion_suggested",
        "登记转为主动公开的建议（{subject}，{after[suggested_by]}），{after[due_on]}前决定",
    ),
    EventKind("applications.promotion_member_added", "将{subject}列为同一信息的申请（{after[how]}）"),
    EventKind("applications.promotion_joined", "又有申请人得到同样的信息（{subject}）"),
    EventKind("applications.promotion_decided", "决定将{subject}{after[result]}"),
)

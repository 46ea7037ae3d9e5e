"""What `gongkai verify` looks at among the organs: every path is that of the tree, no number is left out."""

from collections.abc import Iterator

from django.db.models import Count, Max, Min

from gongkai.web.ledger.troubles import Trouble

from .models import DocumentNumber, Organ

_CALL = "请查明是谁绕过系统改动的，并从最近一次完好的备份恢复。"


def misplaced() -> Iterator[Trouble]:
    """Organs whose path is not that of their parent and their own address name: who may see what hangs on it."""
    for organ in Organ.objects.select_related("parent"):
        if organ.path != organ.path_below(organ.parent):
            yield Trouble(
                "organs.misplaced",
                f"机关“{organ.name}”",
                f"在机关树中的位置“{organ.path}”与上级机关不符。",
                _CALL,
                organ=organ.pk,
            )


def gaps() -> Iterator[Trouble]:
    """Years of a family in which a number was left out."""
    years = DocumentNumber.objects.order_by().values(
        "year", "family__organ", "family__name", "family__first", "family__first_year"
    )
    for found in years.annotate(given=Count("n"), lowest=Min("n"), highest=Max("n")):
        first = found["family__first"] if found["year"] == found["family__first_year"] else 1
        if found["lowest"] != first or found["highest"] != first + found["given"] - 1:
            yield Trouble(
                "organs.number_gap",
                f"文号“{found['family__name']}”{found['year']}年",
                "号码不连续。",
                _CALL,
                organ=found["family__organ"],
            )

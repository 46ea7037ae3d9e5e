"""Organs as the command line names them: by the name that stands in the address of their pages."""

from django.core.management.base import CommandError
from django.db.models import Q, QuerySet

from gongkai.web.organs.models import Organ

_MOST_HINTS = 3


def organ_at(slug: str, *, among: QuerySet[Organ] | None = None, what: str = "机关") -> Organ:
    """The organ; CommandError when none has this name, with the names of those that are called so."""
    known = Organ.objects.all() if among is None else among
    found = known.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"没有网址名为“{slug}”的{what}。{_hint(slug, known)}")
    return found


def _hint(told: str, known: QuerySet[Organ]) -> str:
    """枕溪镇人民政府的网址名是 zhenxi。"""
    called = Q(name__contains=told) | Q(short_name__contains=told) if told else Q(pk=None)
    likely = [
        f"{one.name}的网址名是 {one.slug}" for one in known.filter(called).order_by("path")[:_MOST_HINTS]
    ]
    return f"{'，'.join(likely)}。" if likely else "请核对，网址名在机关的网页地址中。"

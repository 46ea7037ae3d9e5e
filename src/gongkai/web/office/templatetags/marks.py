"""Marks that telephones read, on pages of the office."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from gongkai.engine.render import qr
from gongkai.kernel.paper import QrMark

register = template.Library()


@register.simple_tag
def qr_mark(address: str) -> SafeString:
    """The mark that opens an address."""
    return mark_safe(qr.svg(QrMark(address, "")))  # drawn by ourselves: it holds no markup of others

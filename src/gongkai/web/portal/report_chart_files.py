"""A chart as a file: drawn when somebody asks; points are kept for a day, under what they show."""

import hashlib

from django.core.cache import cache

from gongkai.engine.render.chart import png, svg
from gongkai.kernel.chart import Chart

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
KEPT = 24 * 3600  # seconds


def drawn(chart: Chart, ending: str) -> bytes:
    """The chart as a file of one kind. Raises Problem."""
    text = svg(chart)
    if ending == "svg":
        return text.encode()
    key = f"chart:{hashlib.sha256(text.encode()).hexdigest()}"
    known = cache.get(key)
    if known is None:
        known = png(chart)
        cache.set(key, known, KEPT)
    return bytes(known)

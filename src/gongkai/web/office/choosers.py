"""Wagtail's choosers without the script that they write into the page: an element tells our own file what to start."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser


def _render(
    chooser: BaseChooser,
    name: str,
    value: Any,
    attrs: dict[str, Any],
    renderer: object = None,  # Django's signature
) -> SafeString:
    """The chooser and, behind it, what starts it (static/office/start.js)."""
    chosen = chooser.get_value_data(value)
    options = chooser.get_js_init_options(attrs["id"], name, chosen)
    return format_html(
        '{}<office-start name="{}" for="{}" options="{}"></office-start>',
        chooser.render_html(name, chosen, attrs),
        chooser.js_constructor,
        attrs["id"],
        json.dumps(options),
    )


def without_inline_scripts() -> None:
    """Once at the start. Wagtail has no setting and no template for it, and every chooser inherits this method."""
    BaseChooser.render = _render

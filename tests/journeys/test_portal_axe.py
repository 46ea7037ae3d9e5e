"""Nothing on the portal that a machine can tell keeps anybody out, on a phone and at a desk, in both sizes of text."""

import pytest

from .axe import violations

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/?q=没有",
    "/organs/molu/",
    "/organs/zhenxi/2024/",
    "/organs/shisui/2025/",
    "/organs/dengxia/2025/pages/4/",
    "/check/",
    "/nowhere/",
]


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_the_page(page, path, size):
    page.goto("/check/")
    page.evaluate("(size) => localStorage.setItem('text-size', size)", size)
    page.goto(path)
    found = violations(page)
    assert not found, "\n".join(found)

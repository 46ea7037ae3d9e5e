"""Whether a page can be used by everybody, as far as a machine can tell: axe with the rules of WCAG 2.0 to 2.2, A and AA."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import DESK, PHONE

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}


# A colour that is just changing is none that anybody has to read.
STILL = """() => Promise.race([
  Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))),
  new Promise((done) => { setTimeout(done, 2000); }),
]).then(() => null)"""


@dataclass(frozen=True, slots=True)
class Known:
    """A violation that is not ours to mend: the rule, a part of the selector, and why it stays."""

    rule: str
    selector: str
    reason: str


def in_turn(names: Iterable[str], name: str):
    """Each of them on one screen, as a phone and a desk in turn; the soak has each on both."""
    sizes = {"phone": PHONE, "desk": DESK}
    return pytest.mark.parametrize(
        (name, "page"),
        [
            pytest.param(one, size, id=f"{one}-{word}", marks=[pytest.mark.soak] * ((at + other) % 2))
            for at, one in enumerate(names)
            for other, (word, size) in enumerate(sizes.items())
        ],
        indirect=["page"],
    )


def violations(page, *, include=None, known=()):
    """What axe finds on the page once it is still, in words; `include` is a selector of the part to look at."""
    page.evaluate(STILL)
    found = Axe().run(page, context=include, options=RULES).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    {selector}\n    {' '.join(node['html'].split())[:160]}"
        for rule in found
        for node in rule["nodes"]
        for selector in [" ".join(map(str, node["target"]))]
        if not any(known_one.rule == rule["id"] and known_one.selector in selector for known_one in known)
    ]

"""One style sheet, small, without what nobody uses, for people who have told their system what they need."""

import re
from pathlib import Path

import gongkai.web.portal as portal
from gongkai.kernel import layout  # it says where a part of a printed table stands

FOLDER = Path(portal.__file__).parent
CSS = (FOLDER / "static/portal/site.css").read_text("utf-8")
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
MOST_LINES = 400


def used():
    """Every word that stands as a class in a template, or as a word of its own in what fills them."""
    words = set()
    for template in FOLDER.rglob("templates/**/*.html"):
        text = template.read_text("utf-8")
        said = [re.sub(r"\{%.*?%\}", " ", one) for one in re.findall(r'class="([^"]*)"', text)]
        words |= {word for one in said for word in one.split()}
    for file in (*FOLDER.rglob("static/**/*.js"), *FOLDER.glob("*.py"), Path(layout.__file__)):
        quoted = re.findall(r"\"([^\"\n]*)\"|'([^'\n]*)'", file.read_text("utf-8"))
        words |= {word for pair in quoted for one in pair for word in re.split(r"[\s.]+", one)}
    return words


def test_it_is_small():
    assert len(CSS.splitlines()) <= MOST_LINES


def test_no_rule_is_for_nobody():
    words = used()
    families = tuple({word.partition("{{")[0] for word in words if "--{{" in word})
    named = set(re.findall(r"\.([a-zA-Z][\w-]*)(?=[^{}]*\{)", RULES))
    dead = {name for name in named if name not in words and not name.startswith(families)}
    assert dead == set()


def test_nothing_moves_by_itself():
    """So there is nothing to stop for those who asked for less motion."""
    assert not re.search(r"transition|animation|@keyframes|scroll-behavior|<marquee", RULES)


def test_it_heeds_what_somebody_told_the_system():
    assert "(prefers-contrast: more)" in RULES
    assert "(forced-colors: active)" in RULES


def test_nobody_takes_the_focus_away():
    """Only where the focus is put by a link, and the place it leads to is seen without a frame."""
    without = re.findall(r"([^{}]*)\{[^{}]*outline: none", RULES)
    assert all(
        re.fullmatch(r"main\.frame|\.spot:target|h2:target, main:target", one.strip()) for one in without
    )

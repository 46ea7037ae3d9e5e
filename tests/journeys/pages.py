"""The public pages as somebody finds them who follows links from the start page: one of each kind, on whatever data."""

import re
import sqlite3
import urllib.request
from collections import Counter, deque
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import gongkai

ADDRESSES = Path(gongkai.__file__).parent / "web/portal/urls.py"
# What no link leads to: the set-up of a terminal, and how one leaves it.
UNLINKED = {"/kiosk/", "/kiosk/leave/"}
# What one's own number and code, or a link that somebody was sent, lead to.
UNLINKED |= {"/my-application/*/", "/opinion/*/"}
# What was collected from other sites: the demo collects nothing.
NOT_SHOWN = {"/collected/N/"}
# Mails about searches: the demo sends none, and does not offer them.
NOT_SHOWN |= {"/alerts/", "/alerts/*/"}
# Of a report that was compiled here: those of the demo came as files.
NOT_SHOWN |= {"/organs/*/N/why/*/", "/organs/*/N/editions/N/"}
# Of each kind so many are read for further links; one organ may have what another lacks.
READ = 12
MOST = 400


def kinds_of(site, home):
    """Kind of page → the first address of that kind, beginning at the start page and at what was changed once."""
    begin = ["/", *_changed(home)]
    found, read, waiting, known = {}, Counter(), deque(begin), set(begin)
    while waiting and sum(read.values()) < MOST:
        path = waiting.popleft()
        kind = kind_of(path)
        if read[kind] >= READ:
            continue
        read[kind] += 1
        page = _read(site, path)
        if page is None:
            continue
        found.setdefault(kind, path)
        for link in links(page, path):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return found


def kind_of(path):
    """/organs/zhenxi/2024/ → /organs/*/N/; what is asked behind it does not make another kind."""
    bare = re.sub(
        r"(?<=/)\d+(-\d+)?(?=[/.]|$)", lambda part: "N-N" if part[1] else "N", path.partition("?")[0]
    )
    bare = re.sub(r"^/organs/[^/]+/", "/organs/*/", bare)
    return re.sub(r"/(columns|why)/[^/]+/", r"/\1/*/", bare)


def written_kinds():
    """The kinds of pages that the portal's addresses promise: those that end with a stroke and are asked for."""
    patterns = re.findall(r'path\(\s*"([^"]*)"', ADDRESSES.read_text("utf-8"))
    kinds = {re.sub(r"<int:\w+>", "N", re.sub(r"<(?:slug|str):\w+>", "*", f"/{one}")) for one in patterns}
    return {kind for kind in kinds if kind.endswith("/")}


def links(page, path):
    """The pages of this site to which a page leads."""
    for href in re.findall(r"<a\b[^>]*?\shref=\"([^\"#]+)", page):
        to = urlsplit(urljoin(path, unescape(href)))
        if (
            not to.scheme
            and not to.netloc
            and to.path.endswith("/")
            and not to.path.startswith(("/office/", "/api/"))
        ):
            yield f"{to.path}?{to.query}" if to.query else to.path


def _changed(home):
    """Items with an earlier version: few have one, and only their pages lead to it."""
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as database:
        found = database.execute(
            "SELECT slug, item.id FROM disclosure_item item JOIN organs_organ organ ON organ.id = organ_id "
            "WHERE changed_on IS NOT NULL AND ended_on IS NULL ORDER BY item.id LIMIT 3"
        )
        return [f"/organs/{slug}/items/{number}/" for slug, number in found]


def _read(site, path):
    """The text of a page; None for what is none, or not there."""
    try:
        with urllib.request.urlopen(f"{site}{path}", timeout=90) as answer:
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            return answer.read().decode() if is_page else None
    except OSError:
        return None

"""A chain tells every change that was made behind its back."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.chain import GENESIS, Break, Fault, Link, canonical, first_break, link_hash


def chain(length: int) -> list[Link]:
    """A whole chain of so many entries."""
    links: list[Link] = []
    for position in range(1, length + 1):
        previous = links[-1].hash if links else GENESIS
        content = canonical({"position": position, "kind": f"件{position}"})
        links.append(Link(position, content, previous, link_hash(previous, content)))
    return links


def head(links: list[Link]) -> dict[int, str]:
    return {links[-1].position: links[-1].hash} if links else {}


def forged(link: Link, content: str) -> Link:
    """The entry with other words and a hash that fits them."""
    return Link(link.position, content, link.previous, link_hash(link.previous, content))


@given(st.integers(0, 30))
def test_a_whole_chain_holds(length):
    links = chain(length)
    assert first_break(links, heads=head(links)) is None


@given(st.integers(2, 20), st.data())
def test_a_changed_entry_is_named(length, data):
    links = chain(length)
    at = data.draw(st.integers(0, length - 1))
    heads = head(links)
    links[at] = Link(links[at].position, "{}", links[at].previous, links[at].hash)
    assert first_break(links, heads=heads) == Break(at + 1, Fault.ALTERED)


@given(st.integers(2, 20), st.data())
def test_a_forged_entry_no_longer_fits_the_next_one(length, data):
    links = chain(length)
    at = data.draw(st.integers(0, length - 2))
    heads = head(links)
    links[at] = forged(links[at], "{}")
    assert first_break(links, heads=heads) == Break(at + 2, Fault.UNLINKED)


@given(st.integers(2, 20), st.data())
def test_a_missing_entry_is_named(length, data):
    links = chain(length)
    at = data.draw(st.integers(0, length - 2))
    heads = head(links)
    del links[at]
    assert first_break(links, heads=heads) == Break(at + 1, Fault.MISSING)


@given(st.integers(2, 20), st.data())
def test_two_entries_that_changed_places_are_named(length, data):
    links = chain(length)
    at = data.draw(st.integers(0, length - 2))
    heads = head(links)
    links[at], links[at + 1] = links[at + 1], links[at]
    assert first_break(links, heads=heads) == Break(at + 1, Fault.MISSING)


def test_an_entry_put_in_is_named():
    links = chain(5)
    heads = head(links)
    links.insert(3, forged(links[2], "{}"))
    assert first_break(links, heads=heads) == Break(3, Fault.DOUBLE)


@given(st.integers(1, 20), st.data())
def test_a_cut_tail_is_seen_against_the_head(length, data):
    links = chain(length)
    left = data.draw(st.integers(0, length - 1))
    assert first_break(links[:left], heads=head(links)) == Break(left + 1, Fault.CUT)


def test_a_chain_written_anew_is_seen_against_an_exported_head():
    links = chain(5)
    exported = {3: links[2].hash}
    anew: list[Link] = []
    for link in links:
        previous = anew[-1].hash if anew else GENESIS
        content = link.content.replace("件2", "件甲")
        anew.append(Link(link.position, content, previous, link_hash(previous, content)))
    assert first_break(anew, heads=exported | head(anew)) == Break(3, Fault.REWRITTEN)


def test_entries_beyond_the_head_are_named():
    links = chain(5)
    assert first_break(links, heads=head(links[:4])) == Break(5, Fault.BEYOND)

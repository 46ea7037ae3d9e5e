"""HTML as people, programs and attackers write it, for tests with chance."""

from hypothesis import strategies as st

TAGS = (
    "h1 h2 h3 h5 p div span font b strong i em u sup sub br a ul ol li table thead tbody tfoot tr td th caption "
    "blockquote pre dl dt dd center script style iframe svg math textarea select option template form button o:p hr"
).split()
ATTRIBUTES = (
    ' href="javascript:alert(1)"',
    ' href="https://example.com/?a=1&amp;b=2"',
    " href=/guide",
    ' href=" //evil.example"',
    ' style="mso-list:l0 level1;color:red"',
    ' onclick="alert(1)"',
    " colspan=3",
    " rowspan=2",
    " rowspan=0",
    ' colspan="-1"',
    ' scope="row"',
    ' scope="x"',
    ' start="4"',
    ' class="MsoNormal"',
)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "一、总体情况",
            "共 12 件",
            "&nbsp;",
            "&lt;script&gt;",
            "<!-- x -->",
            "　",
            "\n",
            "a b",
            "&#0;",
            "<![if x]>",
            "\u202e",
        ]
    ),
)
PIECES = st.one_of(
    TEXTS,
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(("", *ATTRIBUTES))),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
)
MARKUP = st.lists(PIECES, max_size=40).map("".join)
CELLS = st.builds(
    "<{0} colspan={1} rowspan={2}>{3}".format,
    st.sampled_from(("td", "th")),
    st.integers(0, 4),
    st.integers(0, 4),
    st.sampled_from(("", "甲", "1", "<p>2</p><p>3</p>", "<ul><li>乙</ul>")),
)
TABLES = st.lists(st.lists(CELLS, max_size=4).map("".join), min_size=1, max_size=5).map(
    lambda rows: "<table>" + "".join(f"<tr>{row}" for row in rows) + "</table>"
)

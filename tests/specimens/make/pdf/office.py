"""Flat ODF sources for LibreOffice to print: styles are named when a paragraph or a cell first needs them."""

from xml.sax.saxutils import escape, quoteattr

from tests.specimens.make.layouts.grid import Box
from tests.specimens.make.pdf.flow import Sheet, Words, place, role
from tests.specimens.make.pdf.look import Look

NAMES = {
    "office": "office", "text": "text", "table": "table", "style": "style", "fo": "xsl-fo-compatible",
    "svg": "svg-compatible",
}  # fmt: skip
NAMESPACES = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in NAMES.items())
PAGES = {"A4": (21.0, 29.7), "A3": (29.7, 42.0), "Letter": (21.59, 27.94)}
LINES = {
    "full": "0.5pt solid #000000", "double": "1.5pt double #000000", "dashed": "0.75pt dashed #444444",
    "shade": "1.5pt solid #ffffff", "thick": "0.5pt solid #555555",
}  # fmt: skip
COLOURS = {"coloured": "#cfe2f3", "dark": "#24557a"}


class Styles:
    """Automatic styles, one for each set of properties."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, family: str, inner: str, extra: str = "") -> str:
        """The name of the style with this content."""
        key = f'style:family="{family}"{extra}>{inner}'
        return self._names.setdefault(key, f"a{len(self._names)}")

    def xml(self) -> str:
        """All styles that were named."""
        return "\n".join(f'<style:style style:name="{n}" {k}</style:style>' for k, n in self._names.items())


class Writer:
    """Writes one document."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.styles = Styles()
        self._break = ""

    def font(self, size: float, *, weight: str = "normal", colour: str = "#000000") -> str:
        """Text properties."""
        spacing = f' fo:letter-spacing="{size * self.look.spacing:.2f}pt"' if self.look.spacing else ""
        family = quoteattr(self.look.family)
        return (
            f'<style:text-properties fo:font-family={family} style:font-family-asian={family} fo:color="{colour}" '
            f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" fo:font-weight="{weight}" '
            f'style:font-weight-asian="{weight}" fo:language="zh" fo:country="CN"{spacing}/>'
        )

    def paragraph(
        self, inner: str, *, size: float, layout: str, weight: str = "normal", colour: str = "#000000"
    ) -> str:
        """A paragraph; `layout` are its paragraph properties."""
        master, breaking = "", ""
        if self._break in ("Broad", "Standard"):
            master = f' style:master-page-name="{self._break}"'
        elif self._break:
            breaking = ' fo:break-before="page"'
        self._break = ""
        tabs = inner.count("<text:tab/>") and (
            '<style:tab-stops><style:tab-stop style:position="15.5cm" style:type="right" '
            'style:leader-style="dotted" style:leader-text="."/></style:tab-stops>'
        )
        properties = (
            f"<style:paragraph-properties {layout}{breaking}>{tabs or ''}</style:paragraph-properties>"
        )
        name = self.styles.name(
            "paragraph", properties + self.font(size, weight=weight, colour=colour), master
        )
        return f'<text:p text:style-name="{name}">{inner}</text:p>'

    def words(self, part: Words) -> str:
        """A paragraph outside tables."""
        look = self.look
        if part.kind == "break":
            self._break = "page"
            return ""
        indent = 0 if look.has_blanks else 2 * look.size
        line = f'fo:line-height="{look.leading * 100:.0f}%"'
        body = f'{line} fo:text-indent="{indent}pt" fo:text-align="{"justify" if look.is_justified else "start"}"'
        middle = f'{line} fo:text-align="center"'
        text = escape(part.text).replace("\t", "<text:tab/>")
        blanks = "　　" if look.has_blanks else ""
        shapes: dict[str, tuple[float, str, str]] = {
            "title": (look.size * 1.5, middle, "bold"), "p": (look.size, body, "normal"),
            "h1": (look.size * 1.1, body, "bold"), "h2": (look.size, body, "bold"),
            "cover": (look.size * 2, middle + ' fo:margin-top="4cm"', "bold"),
            "imprint": (look.size, middle + ' fo:margin-top="3cm"', "normal"),
            "contents-head": (look.size * 1.3, middle, "bold"), "contents-h1": (look.size, line, "normal"),
            "contents-h2": (look.size, line + ' fo:margin-left="0.9cm"', "normal"),
            "note": (look.small, "", "normal"), "continued": (look.small, 'fo:text-align="end"', "normal"),
        }  # fmt: skip
        if part.kind == "footnote":
            size, layout, weight = shapes["p"]
            note = (
                '<text:note text:note-class="footnote"><text:note-citation text:label="①">①</text:note-citation>'
                f"<text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
            )
            return self.paragraph(f"{blanks}名词说明{note}见页末。", size=size, layout=layout, weight=weight)
        size, layout, weight = shapes[part.kind]
        blanks = blanks if part.kind in ("p", "h1", "h2") else ""
        return self.paragraph(blanks + text, size=size, layout=layout, weight=weight)

    def sheet(self, sheet: Sheet, width: float) -> str:
        """A table of this width in centimetres."""
        total = sum(sheet.widths)
        columns = "".join(
            f'<table:table-column table:style-name="{self._column(w / total * width)}"/>'
            for w in sheet.widths
        )
        rows = [self._row(sheet, y, row) for y, row in enumerate(covered(sheet.rows))]
        head, body = "".join(rows[: sheet.heads]), "".join(rows[sheet.heads :])
        if head and self.look.split == "repeat":
            head = f"<table:table-header-rows>{head}</table:table-header-rows>"
        properties = f'<style:table-properties style:width="{width}cm" table:align="margins" fo:margin-top="0.15cm" fo:margin-bottom="0.15cm" table:border-model="collapsing"/>'
        name = self.styles.name("table", properties)
        return f'<table:table table:name="{sheet.name}" table:style-name="{name}">{columns}{head}{body}</table:table>'

    @property
    def is_breaking(self) -> bool:
        """Whether the next paragraph begins a page."""
        return bool(self._break)

    def turn_to(self, master: str) -> None:
        """The next paragraph begins a page of this kind."""
        self._break = master

    def _column(self, width: float) -> str:
        return self.styles.name(
            "table-column", f'<style:table-column-properties style:column-width="{width:.3f}cm"/>'
        )

    def _row(self, sheet: Sheet, y: int, row: list[tuple[int, Box] | None]) -> str:
        keep = "auto" if self.look.breaks_rows else "always"
        name = self.styles.name("table-row", f'<style:table-row-properties fo:keep-together="{keep}"/>')
        cells = [
            "<table:covered-table-cell/>" if placed is None else self._cell(sheet, y, *placed)
            for placed in row
        ]
        return f'<table:table-row table:style-name="{name}">{"".join(cells)}</table:table-row>'

    def _cell(self, sheet: Sheet, y: int, x: int, box: Box) -> str:
        look, kind = self.look, role(sheet, x, box)
        down = "middle" if kind in ("head", "group") else look.valign
        mode = ' style:writing-mode="tb-rl"' if kind == "group" and look.group == "vertical" else ""
        padding = "4pt 2pt" if look.rules == "none" else "1.5pt 2pt"
        properties = (
            f'<style:table-cell-properties {self._borders(sheet, y, x, box)}{self._ground(sheet, y, kind)} fo:padding-top="{padding.split()[0]}" '
            f'fo:padding-bottom="{padding.split()[0]}" fo:padding-left="2pt" fo:padding-right="2pt" style:vertical-align="{down}"{mode}/>'
        )
        name = self.styles.name("table-cell", properties)
        across = {"figure": look.align, "head": "center", "group": "center"}.get(kind, "left")
        across = {"left": "start", "right": "end"}.get(across, across)
        shown = escape(box.text)
        if kind == "group" and look.group == "stack":
            shown = "<text:line-break/>".join(map(escape, box.text))
        colour = "#ffffff" if kind == "head" and look.head == "dark" else "#000000"
        inner = self.paragraph(
            shown,
            size=look.small,
            layout=f'fo:text-align="{across}" fo:orphans="0" fo:widows="0"',
            colour=colour,
        )
        return (
            f'<table:table-cell table:style-name="{name}" table:number-rows-spanned="{box.rows}" '
            f'table:number-columns-spanned="{box.columns}">{inner}</table:table-cell>'
        )

    def _borders(self, sheet: Sheet, y: int, x: int, box: Box) -> str:
        rules = self.look.rules
        if rules in LINES:
            width = ' style:border-line-width="0.018cm 0.018cm 0.018cm"' if rules == "double" else ""
            if rules == "thick":
                return _edged(sheet, y, x, box)
            return f'fo:border="{LINES[rules]}"{width}'
        if rules == "rows":
            return 'fo:border-top="0.5pt solid #333333" fo:border-bottom="0.5pt solid #333333"'
        if rules == "threelines":
            top = "1.5pt solid #000000" if y == 0 else "none"
            bottom = "1.5pt solid #000000" if y + box.rows == len(sheet.rows) else "none"
            if y < sheet.heads == y + box.rows:
                bottom = "0.5pt solid #000000"
            return f'fo:border-top="{top}" fo:border-bottom="{bottom}"'
        return 'fo:border="none"'

    def _ground(self, sheet: Sheet, y: int, kind: str) -> str:
        look = self.look
        if kind == "head" and look.head in COLOURS:
            return f' fo:background-color="{COLOURS[look.head]}"'
        if look.rules == "zebra" and y % 2:
            return ' fo:background-color="#e8edf3"'
        if look.rules == "shade":
            return f' fo:background-color="{"#dde5ee" if kind in ("label", "group") else "#f1f4f8"}"'
        return ""


def _edged(sheet: Sheet, y: int, x: int, box: Box) -> str:
    """Thick at the rim of the table, thin inside."""
    columns = sum(b.columns for b in sheet.rows[0])
    at_rim = {
        "left": x == 0,
        "right": x + box.columns == columns,
        "top": y == 0,
        "bottom": y + box.rows == len(sheet.rows),
    }
    return " ".join(
        f'fo:border-{side}="{"2pt solid #000000" if is_rim else LINES["thick"]}"'
        for side, is_rim in at_rim.items()
    )


def covered(rows: list[list[Box]]) -> list[list[tuple[int, Box] | None]]:
    """Each row with None where a merged cell covers it."""
    width = sum(box.columns for box in rows[0])
    out: list[list[tuple[int, Box] | None]] = []
    for row in place(rows):
        line: list[tuple[int, Box] | None] = [None] * width
        for x, box in row:
            line[x] = (x, box)
        out.append(line)
    return out

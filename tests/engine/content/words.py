"""Word documents for tests, written part by part."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def docx(body, *, numbering="", styles="", links=()):
    """A document with these elements as its body."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="x" TargetMode="External" Target="{to}"/>' for key, to in links
    )
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}"><w:body>{body}</w:body></w:document>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def p(*runs, properties=""):
    """A paragraph of runs; plain text is a run."""
    parts = [run if run.startswith("<") else r(run) for run in runs]
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(parts)}</w:p>"


def r(text, properties=""):
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text, num_id, level=0):
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')


def counted(num_id, *levels):
    """A list definition; each level is its form and its pattern."""
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, (form, pattern) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{num_id}">{inner}</w:abstractNum>'
        f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{num_id}"/></w:num>'
    )


def row(*cells, properties=""):
    """A row; a cell is its text, or its text and properties."""
    parts = []
    for cell in cells:
        text, inner = (cell, "") if isinstance(cell, str) else cell
        parts.append(f"<w:tc><w:tcPr>{inner}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(parts)}</w:tr>"


def table(*rows):
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"

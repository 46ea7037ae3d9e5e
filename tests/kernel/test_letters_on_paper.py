"""Letters as files: every element stands in the text of the DOCX and of the PDF, and no signature stands alone."""

import io

import docx
import pypdfium2
import pytest

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.letter_checks import SealPage, seal_page
from gongkai.kernel.letter_forms import Element
from gongkai.kernel.letters import Letter
from tests.kernel.letter_facts import Told
from tests.kernel.letters_told import TOLD
from tests.kernel.test_letters import composed


def words_of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def pages_of_pdf(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def plain(words: str) -> str:
    return "".join(words.split())


def values(element: Element, letter: Letter) -> list[str]:
    """What an element says in this letter: its fixed words, or each of its facts."""
    found = [element.says] if element.says else []
    for name in element.facts:
        fact = letter.facts.get(name)
        if isinstance(fact, str):
            found += fact.splitlines()
        elif "." in name:
            head, _, field = name.partition(".")
            members = letter.facts.get(head, ())
            assert not isinstance(members, str)
            found += [member[field] for member in members]
    return [plain(each).rstrip("。") for each in found]


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.name)
def test_every_element_is_read_in_docx_and_pdf(one: Told) -> None:
    letter = composed(one)
    pages = pages_of_pdf(render_paper(letter.paper, "pdf"))
    # The numbers of the pages stand between a sentence and its rest.
    printed = plain("".join(page.replace(f"— {number} —", "") for number, page in enumerate(pages, 1)))
    written = plain(words_of_docx(render_paper(letter.paper, "docx")))
    for element in letter.form.elements:
        if element.is_due(one.outcomes):
            wanted = values(element, letter)
            assert wanted, element.code
            for words in wanted:
                assert words in written, element.code
                assert words in printed, element.code
    seal = seal_page(letter, pages)
    assert seal is None or seal == SealPage(len(pages), has_body=True)


@pytest.mark.parametrize("lines", range(1, 12))
def test_however_long_it_is_the_seal_has_words_beside_it(lines: int) -> None:
    one = next(one for one in TOLD if one.letter == "T29")
    facts = {**one.facts, "findings": "\n".join(f"第{number}点已经查明。" for number in range(lines))}
    letter = composed(one, facts)
    seal = seal_page(letter, pages_of_pdf(render_paper(letter.paper, "pdf")))
    assert seal is not None
    assert seal.has_body

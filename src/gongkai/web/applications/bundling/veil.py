"""遮蔽: what a bundle shows of people. A whole one, for the court, shows everything; a masked one nobody who applied or was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.engine.screening.marks import masked
from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage
from gongkai.web.applications.identity import Identity, identity_of, words_about
from gongkai.web.applications.models import Applicant, Application, Consultation, PaperKind

STARS = "***"
# Files that were made without anybody's name; of all others a masked bundle tells the hash alone.
_IMPERSONAL = (PaperKind.SEARCH,)
# What is never handed to the other side as evidence, and why; a court that wants to see it asks for it under seal.
_WITHHELD = {
    PaperKind.SOURCE: "没有公开的原件，不随证据交换；需要审查的，另行密封提交",
    PaperKind.DRAFT: "送审中的稿件，属于内部过程，不随证据交换",
}
_PERSONAL = "可能含有个人信息，遮蔽的证据包不附"


@dataclass(frozen=True, slots=True)
class Veil:
    """What is put before everything that names somebody; `words` are those that are sealed, and none in a whole bundle."""

    is_masked: bool
    words: Sequence[str] = ()
    # Numbers of the organ itself, which everybody may know.
    published: Sequence[str] = ()

    def text(self, said: str) -> str:
        """Words of the case as the bundle may show them."""
        if not self.is_masked:
            return said
        for word in self.words:
            said = said.replace(word, STARS)
        return masked(said, published=self.published)

    def paper(self, paper: Paper) -> Paper:
        """A letter as the bundle may show it: it may quote what somebody wrote."""
        return replace(paper, blocks=tuple(map(self._block, paper.blocks)))

    def identity(self, applicant: Applicant) -> Identity:
        """Who applied."""
        if self.is_masked or applicant.purged_on:
            return Identity(name=applicant.masked_name, phone=applicant.masked_contact)
        return identity_of(applicant)

    def party(self, asked: Consultation) -> str:
        """Who was asked for an opinion."""
        if self.is_masked or not asked.sealed:
            return asked.masked_name
        return identity_of(asked).name

    def hides(self, kind: PaperKind) -> str:
        """Why a file of this kind does not go into the bundle as it came; empty when it does."""
        return _WITHHELD.get(kind, _PERSONAL if self.is_masked and kind not in _IMPERSONAL else "")

    def _block(self, block: Block) -> Block:
        if isinstance(block, Passage):
            return replace(block, text=self.text(block.text), opening=self.text(block.opening))
        if isinstance(block, PaperTable):
            return replace(block, rows=tuple(tuple(map(self._cell, row)) for row in block.rows))
        return block

    def _cell(self, cell: PaperCell) -> PaperCell:
        return replace(cell, content=self.text(cell.content)) if isinstance(cell.content, str) else cell


def veil_of(application: Application, *, is_masked: bool) -> Veil:
    """The veil of one case."""
    words = words_about(application) if is_masked else ()
    return Veil(is_masked, words, (application.organ.phone,))

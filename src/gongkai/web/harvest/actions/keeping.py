"""Writing one page of another's words into our rows, inside the act of that page."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from gongkai.web.harvest.format import ItemRecord
from gongkai.web.harvest.indexing import LABEL, found
from gongkai.web.harvest.models import WHY_LENGTH, Collected, Gap, Source, SourceState
from gongkai.web.harvest.taking import Put, Taken, Unfit
from gongkai.web.ledger.actions import Pen
from gongkai.web.search import actions as search

HELD = "held_by_another"
# What a row says, when it is gone.
EMPTIED = {
    "title": "",
    "doc_no": "",
    "href": "",
    "body": "",
    "record": None,
    "record_hash": "",
    "published_on": None,
    "changed_on": None,
    "validity": "",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of entries: kept, taken out, not kept for a reason, or passed over: ours, or known first hand."""

    put: int = 0
    removed: int = 0
    unfit: int = 0
    passed: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        """Both together."""
        return Counted(*(mine + his for mine, his in zip(astuple(self), astuple(other), strict=True)))

    @property
    def facts(self) -> dict[str, int]:
        """As the ledger tells them."""
        return {"put": self.put, "removed": self.removed, "unfit": self.unfit}


@dataclass(frozen=True, slots=True)
class Keeping:
    """The rows that a page is about, held; whose instance is collected first hand, and our own."""

    pen: Pen
    source: Source
    rows: dict[str, Collected]
    first_hand: frozenset[str]

    @classmethod
    def of(cls, pen: Pen, source: Source, taken: Iterable[Taken], *, own: str) -> "Keeping":
        """For the entries of a page."""
        uids = [one.uid for one in taken]
        rows = Collected.objects.select_for_update(of=("self",)).select_related("source__organ")
        others = Source.objects.exclude(pk=source.pk).exclude(state=SourceState.ENDED).exclude(instance="")
        first_hand = {own, *others.values_list("instance", flat=True)}
        return cls(pen, source, {row.uid: row for row in rows.filter(uid__in=uids)}, frozenset(first_hand))

    def keep(self, taken: Iterable[Taken]) -> Counted:
        """Write each of them down; how many came to what."""
        counted = Counted()
        for one in taken:
            counted += self._kept(one)
        return counted

    def _kept(self, one: Taken) -> Counted:
        if one.origin in self.first_hand:  # our own, come back to us; or of one whom we ask ourselves
            return Counted(passed=1)
        return self._unfit(one) if isinstance(one, Unfit) else self._fit(one)

    def _fit(self, put: Put) -> Counted:
        uid = put.entry.uid
        row = self.rows.get(uid)
        if row and self._is_anothers(row, put):
            if put.record is None:
                return Counted(passed=1)
            why = f"本站已经从“{row.source}”收入了这一条。"
            return self._unfit(Unfit(uid, put.entry.number, HELD, why))
        Gap.objects.filter(source=self.source, uid=uid).delete()
        if put.record is None:
            return Counted(removed=self.take_down(row, number=put.entry.number, moment=put.entry.at))
        row = self.rows.setdefault(uid, row or Collected(uid=uid))
        return Counted(put=self._write(row, put))

    def _is_anothers(self, row: Collected, put: Put) -> bool:
        """Whether another source gives it to us; whoever published it himself goes before everybody."""
        return row.source_id != self.source.pk and row.is_public and put.origin != self.source.instance

    def _write(self, row: Collected, put: Put) -> int:
        """What it says now; 0 when it says the same as before."""
        entry, record = put.entry, put.record
        is_same = row.pk and row.is_public and row.record_hash == put.hash and row.source_id == self.source.pk
        row.source, row.number, row.round, row.moment = self.source, entry.number, self.source.round, entry.at
        row.kind, row.removed_at = entry.kind, None
        row.organ_code, row.organ_name = entry.organ.code, entry.organ.name
        row.organ_level, row.organ_path = entry.organ.level, entry.organ.path
        row.title, row.href, row.record_hash = record.title, record.href, put.hash
        row.record = record.model_dump(mode="json")
        is_item = isinstance(record, ItemRecord)
        row.body, row.doc_no = (record.body, record.doc_no) if is_item else ("", "")
        row.published_on, row.changed_on = (
            (record.published_on, record.changed_on) if is_item else (None, None)
        )
        row.validity = record.validity if is_item else ""
        row.save()
        if not is_same:
            search.put(self.pen, found(row))
        return int(not is_same)

    def take_down(self, row: Collected | None, **said: object) -> int:
        """Keep nothing of it but that it is gone; 0 when it was not here."""
        if row is None or row.removed_at is not None or row.source_id != self.source.pk:
            return 0
        for name, value in {**EMPTIED, **said}.items():
            setattr(row, name, value)
        row.round, row.removed_at = self.source.round, self.pen.at
        row.save()
        search.remove(self.pen, LABEL, row.pk)
        return 1

    def _unfit(self, unfit: Unfit) -> Counted:
        """Note why it is not kept. What we kept of it before, its source does not say any more."""
        said = {"uid": unfit.uid, "code": unfit.code, "why": unfit.why[:WHY_LENGTH], "seen_at": self.pen.at}
        if unfit.origin:
            Gap.objects.filter(source=self.source, uid=unfit.uid).exclude(number=unfit.number).delete()
        Gap.objects.update_or_create(
            source=self.source, number=unfit.number, defaults={**said, "round": self.source.round}
        )
        return Counted(unfit=1, removed=self.take_down(self.rows.get(unfit.uid), number=unfit.number))

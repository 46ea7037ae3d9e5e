"""归档: what must lie in a volume, its number and period, how it is handed over, and its lawful end."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from gongkai.kernel.case import Reopener
from gongkai.kernel.problems import Refused
from gongkai.lawbook.archive import archive_law
from gongkai.lawbook.letters import letter_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions import archiving, replying
from gongkai.web.applications.actions.archiving import Filing
from gongkai.web.applications.actions.filing import file_paper
from gongkai.web.applications.actions.sealing import Stamp, seal
from gongkai.web.applications.archive.check import closing_of
from gongkai.web.applications.archive.papers import note
from gongkai.web.applications.archive.record import record
from gongkai.web.applications.archive.volume import packed
from gongkai.web.applications.models import (
    Application,
    CasePaper,
    Channel,
    PaperKind,
    PersonalAccess,
    Service,
    Volume,
)
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from tests.web.conftest import NOW

from .archives import AT, ENDED, WITHOUT, ended, put_away
from .bureau import TODAY, UNSEALED, opened
from .happenings import brought, event, moment, standing
from .scans import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.fixture
def over(bureau, taken_in):
    return ended(taken_in.application, by=bureau.clerk)


@pytest.fixture
def archived(bureau, over):
    return put_away(over, by=bureau.clerk)


def missing(case):
    return {one.piece.code for one in closing_of(case).missing}


def known_words():
    """Everything that a case can say of itself."""
    named = {
        "channel": Channel.values,
        "paper": PaperKind.values,
        "letter": letter_law().forms,
        "outcome": outcome_law().outcomes,
        "happened": {move.event for move in case_lifecycle().moves.values()},
        "reopened": ("review", "court", "self"),
        "consulted": ("third_party", "organ", "co_maker"),
        "service": (*Service.values, "tracked", "arrived"),
        "release": ("noticed", "told", "arrived", "sealed"),
        "fee": ("noticed", "paid"),
    }
    plain = {"always", "received", "confirmed", "taken_over", "forgotten", "agent", "identity"}
    plain |= {"opinions", "search", "replied", "approved", "sealed"}
    return plain | {f"{name}.{word}" for name, words in named.items() for word in words}


def test_the_law_asks_only_what_a_case_can_say():
    law = archive_law()
    asked = {word for one in law.pieces for word in (*one.when, *one.unless, *one.shown_by)}
    asked |= {word for one in law.defaults for word in one.when} | set(law.lenient)
    assert asked <= known_words()
    assert {one.kind for one in law.pieces} <= {*PaperKind.values, ""}


def test_a_whole_case_becomes_a_volume(archived):
    assert (archived.number, archived.period, archived.lacking) == ("XXGK·2026-D10-0001", "D10", [])
    assert archived.keep_until_on == date(2036, 12, 31)
    assert Application.objects.get().state == "archived"
    assert not list(differences())


def test_what_is_missing_stands_in_the_way_until_somebody_says_why(bureau, taken_in):
    case = brought(standing(taken_in.application, "awaiting_correction"), event("withdrawn"))
    assert missing(case) == {"correction_notice"}
    with pytest.raises(Refused, match="补正告知书"):
        archiving.archive(case, Filing(), on=ENDED, by=bureau.clerk, at=AT)
    assert not Volume.objects.exists()
    volume = archiving.archive(case, WITHOUT, on=ENDED, by=bureau.clerk, at=AT)
    assert (volume.lacking, volume.lacking_because) == (["correction_notice"], WITHOUT.lacking_because)
    assert WITHOUT.lacking_because in str(note(volume))
    assert not list(differences())


@pytest.mark.parametrize(
    ("way", "wanted", "kind", "name"),
    [
        ("awaiting_correction", "correction_notice", "letter", "补正告知书（扫描件）"),
        ("consulting", "consultation_letter", "consultation", "征求意见书"),
        ("awaiting_payment", "fee_notice", "letter", "信息处理费收费通知书"),
        ("awaiting_reason", "reasons_notice", "letter", "说明理由告知书"),
    ],
)
def test_what_happened_wants_its_letter(taken_in, viewer_of, organ, way, wanted, kind, name):
    case = standing(taken_in.application, way)
    assert wanted in missing(case)
    file_paper(case, kind=kind, name=name, by=viewer_of("clerk", organ), at=NOW)
    assert wanted not in missing(case)


def test_what_does_not_exist_wants_a_search(bureau, applied):
    case = bureau.take_in(applied)
    bureau.prepare(case, ["O13"])
    bureau.answer(case, "O13")
    assert "search_record" not in missing(case)
    case.searches.all().delete()
    assert "search_record" in missing(case)


def test_a_reply_that_was_handed_over_wants_the_receipt(bureau, applied):
    case = bureau.take_in(applied, wanted=replace(applied.wanted, delivery="in_person"))
    reply = bureau.sign(bureau.draft(case, "O02"))
    way = {"service": "direct", "unsealed_because": UNSEALED}
    replying.serve(reply, **way, on=TODAY, by=bureau.clerk, at=NOW)
    assert missing(case) == {"handed_over", "sealed"}
    scan = {"name": "送达回证.txt", "scan": "申请人于当日签收。".encode()}
    replying.prove_service(reply, on=TODAY, **scan, by=bureau.clerk, at=NOW)
    assert missing(case) == {"sealed"}
    stamp = Stamp(seal="official", name="盖章件.jpg", scan=photo())
    seal(reply, stamp, on=TODAY, by=bureau.clerk, at=NOW)
    assert missing(case) == set()
    printed = str(record(Application.objects.get()))
    assert all(word in printed for word in ("送达经过", "审签", "办理经过", "周明远", UNSEALED))


@pytest.mark.parametrize("service", ["post", "electronic"])
def test_a_reply_without_its_stamped_sheet_is_archived_with_a_reason(bureau, applied, service):
    case = bureau.take_in(applied)
    way = {"service": service, "tracking_no": "1012345678901", "unsealed_because": UNSEALED}
    reply = bureau.sign(bureau.draft(case, "O02"))
    replying.serve(reply, **way, on=TODAY, by=bureau.clerk, at=NOW)
    assert "sealed" in missing(case)


def test_a_withdrawn_case_wants_little(taken_in, viewer_of, organ):
    case = standing(taken_in.application, "withdrawn")
    assert missing(case) == set()
    volume = archiving.archive(
        case, Filing(), on=date(2026, 2, 11), by=viewer_of("clerk", organ), at=moment(date(2026, 2, 11))
    )
    assert volume.period == "D10"


def test_another_period_wants_a_reason(bureau, over):
    with pytest.raises(Refused, match="改变了默认的保管期限"):
        archiving.archive(over, Filing(period="D30"), on=ENDED, by=bureau.clerk, at=AT)
    filing = Filing(period="Y", period_because="涉及全镇的历史欠账，长期有用。")
    volume = archiving.archive(over, filing, on=ENDED, by=bureau.clerk, at=AT)
    assert (volume.number, volume.keep_until_on) == ("XXGK·2026-Y-0001", None)


def test_the_period_is_changed_and_the_place_stays(bureau, archived):
    with pytest.raises(Refused, match="没有写改变保管期限的理由"):
        archiving.change_period(archived, period="D30", because=" ", by=bureau.clerk, at=AT)
    changed = archiving.change_period(archived, period="D30", because="涉诉。", by=bureau.clerk, at=AT)
    assert (changed.number, changed.keep_until_on) == ("XXGK·2026-D30-0001", date(2056, 12, 31))
    assert not list(differences())


def test_a_case_that_was_opened_again_keeps_its_number_and_is_handed_over_anew(bureau, archived):
    archiving.transfer(archived.organ, [archived], receiver="墨鹭县档案馆", on=ENDED, by=bureau.clerk, at=AT)
    case = Application.objects.get()
    said = {"reopener": Reopener.REVIEW, "reason": "复议决定责令继续处理"}
    replying.reopen(case, **said, on=ENDED, by=bureau.office_head, at=AT)
    case = brought(case, event("withdrawn", ENDED))
    again = archiving.archive(case, Filing(), on=ENDED, by=bureau.clerk, at=AT)
    assert (again.pk, again.serial, again.period, again.handed_on) == (archived.pk, 1, "D30", None)
    assert again.transfers.count() == 1


def test_what_a_court_decided_is_wanted(bureau, archived):
    case = Application.objects.get()
    case.papers.filter(kind="other").delete()
    said = {"reopener": Reopener.COURT, "reason": "判决撤销"}
    replying.reopen(case, **said, on=ENDED, by=bureau.office_head, at=AT)
    assert missing(case) == {"decision_of_others"}


def test_the_package_holds_everything_in_its_order(bureau, archived):
    with zipfile.ZipFile(io.BytesIO(packed(archived))) as package:
        names = package.namelist()
        sums = package.read(names[-1]).decode()
    assert names[:3] == ["000-1案卷封面.pdf", "000-2卷内目录.pdf", "000-3登记和办理记录.pdf"]
    assert names[-2].endswith("备考表.pdf")
    assert all(name in sums for name in names[:-1])
    papers = CasePaper.objects.exclude(kept=None).count()
    assert papers == 3
    assert len(names) == papers + 5
    assert packed(archived) == packed(archived)


def test_whoever_takes_the_volume_says_why(bureau, archived):
    with pytest.raises(Refused, match="没有写明理由"):
        archiving.take_volume(archived, reason="", by=bureau.clerk, at=AT)
    archiving.take_volume(archived, reason="装订移交", by=bureau.clerk, at=AT)
    assert PersonalAccess.objects.get().reason == "装订移交"
    assert Event.objects.filter(kind="applications.volume_taken").exists()

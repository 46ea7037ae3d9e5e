"""A notice in a village: posted, seen, and taken down when its time is over."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from gongkai.kernel.problems import Problem, Refused, Unsupported
from gongkai.web.channels import actions, selectors
from gongkai.web.channels.actions import Photo, removals
from gongkai.web.channels.models import Channel, Posting, PostingStatus, Publication
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.foundations import files
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from tests.web.disclosure.conftest import NOW

TODAY = NOW.date()
END = NOW + timedelta(days=7)  # the day after the notice


def photograph() -> Photo:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "JPEG")
    return Photo(out.getvalue(), "公示栏.jpg")


@pytest.fixture
def up(place, notice, town) -> Posting:
    """The notice on the board."""
    planned = actions.plan(place("notice_board"), notice, by=town.clerk, at=NOW)
    return actions.post(planned, on=TODAY, posted_by="许知秋", photo=photograph(), by=town.clerk, at=NOW)


def events() -> list[str]:
    return list(Event.objects.filter(kind__startswith="channels.").values_list("kind", flat=True))


def test_a_village_notice_from_posting_to_removal(up, notice, town):
    assert (up.status, up.posted_on, up.version) == (PostingStatus.UP, TODAY, notice.live_version)
    assert files.read(up.photo) == photograph().data
    assert not selectors.removals_due(town.clerk, TODAY + timedelta(days=6))

    disclosure.sweep(at=END)
    notice.refresh_from_db()
    assert notice.status == "expired"
    (due,) = selectors.removals_due(town.clerk, END.date())
    assert (due, due.due_on, due.remove_because) == (up, date(2026, 2, 12), "公示期已满")

    down = actions.take_down(due, on=END.date(), down_by="许知秋", by=town.clerk, at=END)
    assert (down.status, down.publication.ended_on) == (PostingStatus.DOWN, END.date())
    assert not selectors.removals_due(town.clerk, END.date())
    assert events() == [
        "channels.place_added",
        "channels.opened",
        "channels.planned",
        "channels.published",
        "channels.posted",
        "channels.removal_asked",
        "channels.ended",
        "channels.taken_down",
    ]


def test_the_ledger_tells_what_the_rows_say(up, notice, town):
    disclosure.sweep(at=END)
    actions.take_down(up, on=END.date(), down_by="许知秋", by=town.clerk, at=END)
    assert [trouble for trouble in verify() if "channels" in f"{trouble}"] == []
    up.refresh_from_db()
    Posting.objects.filter(pk=up.pk).update(down_by="别人")
    assert [trouble for trouble in verify() if "channels" in f"{trouble}"] != []


def test_only_what_is_public_is_posted(place, town, organ):
    draft = town.draft(organ)
    with pytest.raises(Refused, match="没有公开"):
        actions.plan(place("notice_board"), draft, by=town.clerk, at=NOW)
    assert not Posting.objects.exists()


def test_a_withdrawn_notice_is_taken_down_and_never_posted(up, notice, place, town):
    planned = actions.plan(place("loudspeaker"), notice, by=town.clerk, at=NOW)
    disclosure.withdraw(notice, reason="名单有误", by=town.clerk, at=NOW)
    planned.refresh_from_db()
    assert planned.status == PostingStatus.DROPPED
    (due,) = selectors.removals_due(town.clerk, TODAY)
    assert (due, due.remove_because, due.due_on) == (up, "信息已经撤回", TODAY + timedelta(days=3))


def test_a_changed_notice_replaces_the_old_paper(up, notice, town):
    town.change(notice, body="<p>更正后的名单。</p>")
    town.publish(notice)
    (due,) = selectors.removals_due(town.clerk, TODAY)
    assert due.remove_because == removals.CHANGED
    assert due.version.number == 1


def test_the_day_alone_asks_for_removal_once(up, town):
    assert list(selectors.removals_due(town.clerk, END.date())) == [up], "before any sweep has run"
    late = END + timedelta(days=9)
    assert removals.ask_for_all(at=late) == 1
    assert removals.ask_for_all(at=late) == 0
    up.refresh_from_db()
    assert up.due_on == date(2026, 2, 12), "a missed week moves no day"


def test_a_closed_notice_is_not_posted_any_more(place, notice, town):
    planned = actions.plan(place("notice_board"), notice, by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="公示期到2026年2月9日为止"):
        actions.post(planned, on=END.date(), posted_by="许知秋", by=town.clerk, at=END)


def test_a_paper_that_was_planned_before_a_change_is_not_posted(place, notice, town):
    planned = actions.plan(place("notice_board"), notice, by=town.clerk, at=NOW)
    town.change(notice, body="<p>更正后的名单。</p>")
    town.publish(notice)
    with pytest.raises(Refused, match="已经变更"):
        actions.post(planned, on=TODAY, posted_by="许知秋", by=town.clerk, at=NOW)


def test_a_photograph_is_a_picture(place, notice, town):
    planned = actions.plan(place("notice_board"), notice, by=town.clerk, at=NOW)
    for photo in (Photo(b"MZ\x90" * 99, "公示栏.jpg"), Photo("照片".encode(), "公示栏.txt")):
        with pytest.raises(Problem):
            actions.post(planned, on=TODAY, posted_by="许知秋", photo=photo, by=town.clerk, at=NOW)
    text = Photo("这里是一段文字。".encode(), "公示栏.txt")
    with pytest.raises(Unsupported, match="不是照片"):
        actions.post(planned, on=TODAY, posted_by="许知秋", photo=text, by=town.clerk, at=NOW)
    planned.refresh_from_db()
    assert planned.status == PostingStatus.PLANNED
    assert not Publication.objects.exists()


def test_days_follow_one_another(up, notice, place, town):
    with pytest.raises(Refused, match="还没有到"):
        actions.take_down(up, on=END.date(), down_by="许知秋", by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="早于张贴日期"):
        actions.take_down(up, on=date(2026, 2, 1), down_by="许知秋", by=town.clerk, at=NOW)
    planned = actions.plan(place("screen"), notice, by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="早于这条信息公开的日期"):
        actions.post(planned, on=date(2026, 2, 1), posted_by="许知秋", by=town.clerk, at=NOW)


def test_one_posting_at_a_time(up, notice, town):
    with pytest.raises(Refused, match="已经安排"):
        actions.plan(up.place, notice, by=town.clerk, at=NOW)


def test_a_place_closes_when_nothing_hangs_there(up, town):
    with pytest.raises(Refused, match="还有1件没有撤下"):
        actions.close_place(up.place, on=TODAY, by=town.clerk, at=NOW)
    actions.take_down(up, on=TODAY, down_by="许知秋", by=town.clerk, at=NOW)
    assert not actions.close_place(up.place, on=TODAY, by=town.clerk, at=NOW).is_open


def test_the_first_place_of_a_kind_opens_its_channel(place, organ):
    place("notice_board", "东头公示栏")
    place("notice_board", "西头公示栏")
    assert list(Channel.objects.values_list("kind", flat=True)) == ["notice_board"]


@pytest.mark.parametrize("duty", ["secrecy_reviewer", "auditor", "admin"])
def test_others_post_nothing(duty, viewer_of, organ, place, notice):
    board = place("notice_board")
    with pytest.raises(Refused, match="没有办理这件事的职责"):
        actions.plan(board, notice, by=viewer_of(duty, organ), at=NOW)
    assert not selectors.removals_due(viewer_of(duty, organ), TODAY)


def test_an_organ_posts_its_own(place, county, notice, viewer_of):
    board = place("notice_board")
    board.organ = county
    board.save()
    with pytest.raises(Refused, match="不是“墨鹭县人民政府”的信息"):
        actions.plan(board, notice, by=viewer_of("clerk", county), at=NOW)

"""The ledger in the office: sentences, filters, export, the chain of each entry."""

import csv
import io

import pytest

from gongkai.web.ledger.models import Event


@pytest.fixture
def auditor(browser_of, county):
    return browser_of("auditor", county)


def test_entries_are_told_as_sentences(auditor, person_with, organ):
    person_with("clerk", organ, name="沈听雨")
    assert "沈听雨" in auditor.get("/office/ledger/").text


def test_an_auditor_below_does_not_read_above(browser_of, organ, county, person_with):
    person_with("clerk", county, name="沈听雨")
    assert "沈听雨" not in browser_of("auditor", organ).get("/office/ledger/").text


def test_refused_acts_can_be_found(auditor, browser_of, organ, county):
    said = {"name": county.name, "short_name": "墨鹭", "on": "2026-02-01", "document": "墨政函〔2026〕1号"}
    browser_of("admin", county).post(f"/office/organs/{organ.pk}/rename/", said)
    assert "没有办成" in auditor.get("/office/ledger/results/?is_refused=yes").text


def test_an_entry_shows_its_place_in_the_chain(auditor, organ):
    event = Event.objects.filter(subject_type="organs.organ", subject_id=organ.pk).first()
    sheet = auditor.get(f"/office/ledger/{event.pk}/").text
    assert event.hash in sheet
    assert event.previous in sheet


def test_the_export_tells_every_entry(auditor, organ):
    answer = auditor.get("/office/ledger/?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    hashes = {row["哈希"] for row in csv.DictReader(io.StringIO(text))}
    assert set(Event.objects.values_list("hash", flat=True)) <= hashes


def test_many_entries_cost_few_queries(auditor, organ, person_with, django_assert_max_num_queries):
    for number in range(30):
        person_with("clerk", organ, name=f"同事{number}")
    with django_assert_max_num_queries(30):
        auditor.get("/office/ledger/")


def test_whoever_tries_what_is_not_his_duty_is_noted_and_whoever_only_looks_is_not(browser_of, organ, county):
    def noted():
        return Event.objects.filter(kind="ledger.refused").count()

    elsewhere = browser_of("admin", organ)
    assert elsewhere.get(f"/office/organs/{county.pk}/rename/").status_code == 403
    assert noted() == 0
    assert elsewhere.post(f"/office/organs/{county.pk}/rename/", {}).status_code == 403
    assert noted() == 1
    assert browser_of("clerk", organ).post(f"/office/organs/{organ.pk}/rename/", {}).status_code == 403
    assert noted() == 2

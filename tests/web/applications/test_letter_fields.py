"""A form asks for what nobody knows of a letter, row by row where there are several, and never for what the signature brings."""

import pytest
from django import forms
from django.http import QueryDict

from gongkai.lawbook.letters import letter_law
from gongkai.web.applications.letters.fields import MOST_ROWS, RowsField, facts_from, fields_of, used_by

COLUMNS = {"what": "不清楚的地方", "how": "怎样补正"}
KNOWN = dict.fromkeys(
    (
        *("organ", "addressee", "received_on", "registration_no", "wanted"),
        *("contact_office", "contact_phone", "contact_address"),
    ),
    "…",
)


def filled(fields, **said):
    """A form of these fields with this filled in."""
    data = QueryDict(mutable=True)
    data.update({name.replace("__", "."): words for name, words in said.items()})
    return type("Filled", (forms.Form,), dict(fields))(data)


def rows_of(**said):
    form = filled({"rows": RowsField(COLUMNS, error_messages={"required": "一项也没有写。"})}, **said)
    return form, form.errors.get("rows", [""])[0]


def test_filled_rows_count_and_empty_ones_do_not():
    form, fault = rows_of(
        **{"rows-0-what": "年份", "rows-0-how": "写明", "rows-4-what": " 村 ", "rows-4-how": "组"}
    )
    assert not fault
    assert form.cleaned_data["rows"] == ({"what": "年份", "how": "写明"}, {"what": "村", "how": "组"})


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({}, "一项也没有写。"),
        ({"rows-0-what": "年份"}, "第1项没有写“怎样补正”。"),
        ({"rows-1-what": "年" * 2001, "rows-1-how": "写明"}, "每一格最多写2000个字。"),
    ],
)
def test_half_a_row_is_told(said, fault):
    assert rows_of(**said)[1] == fault


def test_two_more_rows_are_shown_but_never_more_than_the_most():
    form, _ = rows_of(**{"rows-0-what": "年份"})
    assert str(form["rows"]).count("letter-row-no") == 3
    assert "年份" in str(form["rows"])
    full = RowsField(COLUMNS).widget.render("rows", [{"what": "甲", "how": "乙"}] * MOST_ROWS)
    assert full.count("letter-row-no") == MOST_ROWS


def test_what_is_written_is_shown_as_words_and_not_as_a_tag():
    form, _ = rows_of(**{"rows-0-what": "<b>年份</b>"})
    assert "<b>" not in str(form["rows"])


def test_what_is_known_or_comes_with_the_signature_is_not_asked():
    fields = fields_of(letter_law().forms["T04"], KNOWN)
    assert set(fields) == {"fact-unclear", "fact-limit_on", "fact-return_to"}
    assert fields["fact-unclear"].error_messages["required"].startswith("没有写明申请的哪里需要补正")


def test_a_list_that_is_known_to_be_empty_is_not_asked():
    form = letter_law().forms["T34"]
    known = KNOWN | dict.fromkeys(("findings", "basis", "remedy", "service"), "…")
    days = {"fact-asked_on", "fact-arrived_on", "fact-lapsed_on"}
    assert set(fields_of(form, known)) == {"fact-others", *days}
    assert set(fields_of(form, known | {"others": ()})) == days


def test_when_a_notice_arrived_is_told_only_where_somebody_knows_it():
    fields = fields_of(letter_law().forms["T34"], KNOWN)
    assert fields["fact-asked_on"].required
    assert not fields["fact-arrived_on"].required


def test_days_are_told_in_words_and_lists_as_rows():
    letter = letter_law().forms["T04"]
    said = {"fact-limit_on": "2026-03-05", "fact-return_to": " 溪前街2号 "}
    form = filled(
        fields_of(letter, KNOWN), **said, **{"fact-unclear-0-what": "年份", "fact-unclear-0-how": "写明"}
    )
    assert form.is_valid(), form.errors
    assert facts_from(letter, form.cleaned_data) == {
        "unclear": ({"what": "年份", "how": "写明"},),
        "limit_on": "2026年3月5日",
        "return_to": "溪前街2号",
    }


def test_nothing_more_is_kept_of_a_letter_than_it_prints():
    facts = {"about": "合同", "addressee": "周**", "wanted": "本村的合同", "released": ({"about": "合同"},)}
    assert set(used_by(letter_law().forms["T11"], facts)) == {"addressee", "released"}

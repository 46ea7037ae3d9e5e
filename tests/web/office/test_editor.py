"""The body in forms: whatever is sent is kept clean, and without scripts there is a textarea."""

import pytest
from django import forms
from django.contrib.staticfiles import finders

from gongkai.web.office.editor import BodyEditor, BodyField


class Trial(forms.Form):
    body = BodyField(label="正文")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<h1>题</h1><p onclick=x>文<script>alert(1)</script></p>", "<h2>题</h2>\n<p>文</p>"),
        ("第一段\r\n\r\n3 < 5 & 6\r\n", "<p>第一段</p>\n<p>3 &lt; 5 &amp; 6</p>"),
        ("<!-- x --><p>文</p>", "<p>文</p>"),
    ],
)
def test_what_is_sent_is_kept_clean(sent, kept):
    form = Trial({"body": sent})
    assert form.is_valid()
    assert form.cleaned_data["body"] == kept


@pytest.mark.parametrize("sent", ["", "<p>&nbsp;</p>", "<script>x</script>", " \n "])
def test_a_body_without_words_is_missing(sent):
    assert "body" in Trial({"body": sent}).errors


def test_a_body_that_is_too_deep_is_refused_with_a_sentence():
    assert "太长" in Trial({"body": "<div>" * 1000}).errors["body"][0]


def test_another_way_to_write_the_same_is_no_change():
    field = BodyField()
    assert not field.has_changed("<p>文</p>", "<div><p>文</p></div>")
    assert field.has_changed("<p>文</p>", "<p>文章</p>")
    assert field.has_changed("<p>文</p>", "<div>" * 1000)


def test_without_scripts_there_is_a_textarea_and_no_script_stands_in_the_page():
    markup = BodyEditor().render("body", "<p>文</p></textarea><script>", {"id": "id_body"})
    assert '<textarea name="body"' in markup
    assert "&lt;p&gt;文&lt;/p&gt;&lt;/textarea&gt;&lt;script&gt;" in markup
    assert "<script" not in markup


def test_its_files_are_served_by_the_site_itself():
    media = str(BodyEditor().media)
    assert 'type="module"' in media
    for name in ("office/editor.js", "office/editor.css", "django_prose_editor/editor.js"):
        assert finders.find(name), name
    assert 'from "../django_prose_editor/editor.js"' in open(finders.find("office/editor.js")).read()  # noqa: PTH123, SIM115 - a path as the finder gives it

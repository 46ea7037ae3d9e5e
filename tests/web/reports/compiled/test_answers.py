"""A reason is published beside the error that it answers, and beside no other; it holds as long as that error is the same."""

from datetime import date
from types import SimpleNamespace

import pytest

from gongkai import lawbook
from gongkai.engine.report import AnnualReport
from gongkai.kernel.figures import Figures
from gongkai.kernel.findings import Finding, Origin, Severity
from gongkai.lawbook.decisions import decision_kinds
from gongkai.web.decisions import actions as decisions
from gongkai.web.decisions.actions import Entry
from gongkai.web.reports.actions import compiling, justifying
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.compiling.checks.engine import unanswered
from gongkai.web.reports.models import Edition
from tests.web.conftest import NOW

from .desk import YEAR, fresh

pytestmark = pytest.mark.django_db


def blank(compilation):
    """The one register that lacks months."""
    (found,) = [one for one in Standing(fresh(compilation), NOW.date()).found if one.code == "CELL_BLANK"]
    return found


def answer(desk, compilation, found, at=NOW):
    """Say why it stays."""
    return justifying.justify(
        compilation, found.fingerprint, reason="旧系统的数据已经丢失。", by=desk.viewer("clerk"), at=at
    )


def enter(desk, year, months, at=NOW, kinds=("licences",)):
    entries = [Entry(kind, date(year, month, 1), 4, "办件系统") for kind in kinds for month in months]
    decisions.enter(desk.organ, entries, by=desk.viewer("clerk"), at=at)


def test_what_was_answered_of_a_blank_is_not_published_beside_a_figure(desk):
    compilation = desk.written(lacking={("licences", 12)})
    answer(desk, compilation, blank(compilation))
    assert [one["code"] for one in Standing(fresh(compilation)).data["justified"]] == ["CELL_BLANK"]
    enter(desk, YEAR, [12])
    desk.ask(compilation)
    desk.give(compilation)
    desk.send_in(compilation)
    data = Edition.objects.get().data
    assert data["table2"]["licences"]["decisions"] == 4
    assert data["justified"] == []


def test_an_answer_holds_when_the_month_turns(desk):
    """The months to come are no part of what was answered; one that is over and that nobody entered is."""
    october, november = NOW.replace(month=10, day=20), NOW.replace(month=11, day=20)
    others = [kind for kind in decision_kinds() if kind != "licences"]
    year = NOW.year
    enter(desk, year, range(1, 10), at=october, kinds=others)
    enter(desk, year, range(2, 10), at=october)
    compilation = compiling.begin(desk.organ, year, by=desk.viewer("clerk"), at=october)

    def licences(on):
        found = Standing(fresh(compilation), on).found
        return next(one for one in found if one.code == "CELL_BLANK" and one.register == "licences")

    before = licences(october.date())
    assert "10月、11月、12月还没有过完" in before.advice
    answer(desk, compilation, before, at=october)
    enter(desk, year, [10], at=november)
    after = licences(november.date())
    assert "11月、12月还没有过完" in after.advice
    assert after.reason == "旧系统的数据已经丢失。"
    assert licences(date(year, 12, 2)).reason == ""  # November is lacking, too


def read(*errors: Finding) -> AnnualReport:
    """A published document in which the engine found these."""
    return SimpleNamespace(findings=errors, figures=Figures(lawbook.load().form_for(YEAR), {}))


def error(code, message, *cells) -> Finding:
    return Finding(code, Severity.ERROR, Origin.REPORT, message, cells)


def given(code, message, *cells):
    return {"code": code, "message": message, "cells": list(cells), "reason": "已核实。"}


def test_an_answer_is_for_one_error_and_not_for_all_of_its_rule(desk):
    standing = Standing(desk.begin())
    one, other, both = "table2.licences.decisions", "table2.coercions.decisions", "两格没有数字。"
    errors = read(error("CELL_BLANK", both, one, other))
    halves = [given("CELL_BLANK", "甲", one), given("CELL_BLANK", "乙", other)]
    assert unanswered(errors, standing, halves) == [both]
    assert unanswered(errors, standing, [given("CELL_BLANK", "两行", one, other, "table3.a.b")]) == []
    without = read(error("YEAR_MIX", "第三段写的是2023年。"))
    assert unanswered(without, standing, [given("YEAR_MIX", "第一段写的是2022年。")]) == [
        "第三段写的是2023年。"
    ]
    assert unanswered(without, standing, [given("YEAR_MIX", "第三段写的是2023年。")]) == []

"""What can be done with a report that is being made. Names, duties and stages of the steps are those of the law data."""

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.office.acts import Act, ActForm
from gongkai.web.reports.compiling.going_on import asked_path
from gongkai.web.reports.former import last_number
from gongkai.web.reports.models import Compilation

from . import arranging_forms, forms, prose_forms, signing_forms

WORK = "office/reporting/work.html"
_MOVES = reporting_law().lifecycle.moves
_CHANGE = _MOVES["change"]


def _step(code: str, form: type[ActForm], hint: str) -> Act:
    """A step of the report's way."""
    move = _MOVES[code]
    return Act(
        name=code.replace("_", "-"),
        title=move.name,
        form=form,
        duties=move.duties,
        hint=hint,
        is_offered=lambda row, _viewer: row.state in move.steps,
        template=WORK,
    )


def _change(name: str, title: str, form: type[ActForm], *, hint: str = "", template: str = WORK) -> Act:
    """A change of what the report says."""
    return Act(name, title, form, _CHANGE.duties, hint, is_offered=_can_be_changed, template=template)


def _can_be_changed(row: Compilation, _viewer: Viewer) -> bool:
    return row.state in _CHANGE.steps


def _by_authority(name: str, title: str, form: type[ActForm], hint: str) -> Act:
    """What an authority settles for a year."""
    return Act(name, title, form, ("authority",), hint, icon="date", is_new=True)


# By the codes of the workspace's moves, in the order in which they follow each other.
STEPS = {
    "ask": _step(
        "ask",
        signing_forms.Ask,
        "公布以前，由主管部门看一遍：数字、格式、有没有照抄。主管部门看到的就是现在的内容。",
    ),
    "take_back": _step("take_back", signing_forms.TakeBack, "主管部门反馈以前可以取回，修改以后再报。"),
    "give": Act(
        "give",
        "反馈审阅意见",
        signing_forms.Give,
        _MOVES["agreed"].duties,
        "意见会原样送给编制的机关，留在这份报告的记录中。",
        is_offered=lambda row, _viewer: row.state in _MOVES["agreed"].steps,
        template=WORK,
        path_of=asked_path,
    ),
    "send_in": _step(
        "send_in",
        signing_forms.SendIn,
        "生成一个版本，交本机关逐级审签。批准以后公布的就是它，一字不改。",
    ),
    "publish": _step(
        "publish",
        signing_forms.Publish,
        "在公开网站上公布，网址永久不变。公布以后只能用新版本更正，原来的版本仍然可以看到。",
    ),
    "correct": _step(
        "correct",
        signing_forms.Correct,
        "公布以后发现有误的，写明更正说明，修改以后重新送审，公布为新版本。",
    ),
}
_VERDICTS = ("agreed", "remarks", "returned")


def step_of(move: str) -> Act:
    """The act behind a move of the law data; what the authority may say is chosen on one form."""
    return STEPS["give" if move in _VERDICTS else move]


ACTS = (
    Act(
        "begin",
        "开始编制",
        forms.Begin,
        _CHANGE.duties,
        "三张表从台账计得，正文先按台账写出初稿，再由人修改。",
        icon="plus",
        is_new=True,
    ),
    _by_authority(
        "arrange",
        "年度安排",
        arranging_forms.Arrange,
        "为下级机关定报告的期限，以及公布前是否由主管部门审阅。不填的按规定。",
    ),
    _by_authority(
        "set-special",
        "布置专项内容",
        arranging_forms.SetSpecial,
        "当年要求各机关在第六部分写明的事项。",
    ),
    _by_authority("drop-special", "取消专项内容", arranging_forms.DropSpecial, "取消以后，各机关不必再写。"),
    *STEPS.values(),
    Act(
        "explain",
        "写更正说明",
        signing_forms.Explain,
        _CHANGE.duties,
        "这一年已经公开过报告，公布新编制的是更正：原来的一份仍然可以看到，注明不再作为依据。",
        is_offered=lambda row, viewer: _can_be_changed(row, viewer) and last_number(row) > 0,
        template=WORK,
    ),
    _change("adjust", "改为手工填报", forms.Adjust),
    _change("withdraw-adjustment", "撤销手工填报", forms.WithdrawAdjustment),
    _change("write", "编写正文", prose_forms.Write, template="office/reporting/write.html"),
    _change("note-problem", "问题清单", prose_forms.NoteProblem),
    _change("remove-problem", "从问题清单删去", prose_forms.RemoveProblem),
    _change(
        "justify",
        "说明理由",
        signing_forms.Justify,
        hint="有错误的报告不能送审，除非逐条写明理由。理由随报告公开。",
    ),
    _change("withdraw-justification", "撤销理由", signing_forms.WithdrawJustification),
)

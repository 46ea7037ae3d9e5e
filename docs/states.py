"""The reference page of an application's life: its states with a diagram, its moves, and what must be so before each."""

from collections.abc import Iterator

from docs.law import OVERLAY
from docs.markdown import page, table
from gongkai.kernel.case import Happened
from gongkai.kernel.case_lifecycle import FIELDS, CaseLifecycle, CaseMove
from gongkai.lawbook.duties import duties
from gongkai.lawbook.lifecycle import case_lifecycle

# They lead out of nearly every state; arrows from each would hide the way.
_FROM_ANYWHERE = {Happened.WITHDRAWN}


def states_page() -> str:
    """Everything that the table says, for people who must follow it."""
    lifecycle = case_lifecycle()
    states = (
        (one.name, f"`{one.code}`", "办理中" if one.is_open else "有结果", one.applicant, one.officer)
        for one in lifecycle.states.values()
    )
    facts = (
        (one.refusal, f"`{one.code}`", one.advice, FIELDS.get(one.excused_by, ""))
        for one in lifecycle.requirements.values()
    )
    return page(
        "申请的状态和步骤",
        f"数据在 `src/gongkai/law/lifecycle.toml`，{OVERLAY}"
        "状态由记入案卷的事项推算，不单独保存；延期、超期不是状态，由期限推算。"
        "表里没有的步骤一律不能办理，系统会说明现在可以办理哪些。",
        "## 图",
        "不改变状态的步骤没有画出；撤回和终止从送达以前的每个状态都可以，也没有画出。",
        "\n".join(["```mermaid", "stateDiagram-v2", *_diagram(lifecycle), "```"]),
        "## 状态",
        table(("状态", "编码", "阶段", "告诉申请人", "告诉经办人"), states),
        "## 步骤",
        table(
            ("步骤", "编码", "从", "到", "事项", "依据", "由谁办", "须填写", "文书"),
            (_move(move, lifecycle) for move in lifecycle.moves.values()),
        ),
        "## 步骤的限制",
        table(("步骤", "须具备（编码）", "须已办过", "办过以后不能再办", "处理结果"), _bounds(lifecycle)),
        "## 须具备的情形",
        "没有具备的，不能办理；最后一栏写明的，填写以后仍可以办理。",
        table(("不具备时", "编码", "怎么办", "可以用什么代替"), facts),
        "## 不能收回的步骤",
        "办理以前问一次。",
        table(
            ("步骤", "问的话"),
            ((one.name, one.confirm) for one in lifecycle.moves.values() if one.is_irreversible),
        ),
    )


def _diagram(lifecycle: CaseLifecycle) -> Iterator[str]:
    for state in lifecycle.states.values():
        yield f"  {state.code}: {state.name}"
    yield f"  [*] --> {lifecycle.start.code}"
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in lifecycle.moves.values():
        for here, there in move.steps.items():
            if here != there and move.event not in _FROM_ANYWHERE:
                arrows.setdefault((here, there), []).append(move.name)
    for (here, there), names in arrows.items():
        yield f"  {here} --> {there}: {'、'.join(names)}"


def _move(move: CaseMove, lifecycle: CaseLifecycle) -> tuple[str, ...]:
    stays = [here for here, there in move.steps.items() if here == there]
    targets = dict.fromkeys(there for here, there in move.steps.items() if here != there)
    names = [lifecycle.states[code].name for code in targets] + (["不变"] if stays else [])
    by = [duties()[code].name for code in move.duties] + (["申请人"] if move.is_applicants else [])
    return (
        move.name,
        f"`{move.code}`",
        "、".join(lifecycle.states[here].name for here in move.steps),
        "、".join(names),
        f"`{move.event}`" + "".join(f"（`{which}`）" for which in (move.of, move.by) if which),
        move.article,
        "、".join(by),
        "、".join(FIELDS[need] for need in move.needs),
        "、".join(move.letters),
    )


def _bounds(lifecycle: CaseLifecycle) -> Iterator[tuple[str, ...]]:
    def names(codes: tuple[str, ...]) -> str:
        return "、".join(lifecycle.moves[code].name for code in codes)

    for move in lifecycle.moves.values():
        if move.requires or move.after or move.unless or move.outcomes:
            required = "、".join(f"`{code}`" for code in move.requires)
            barring = "只能办一次" if move.unless == (move.code,) else names(move.unless)
            yield move.name, required, names(move.after), barring, "、".join(move.outcomes)

"""The three tables as grids of spanning cells, in the official shape."""

from dataclasses import dataclass

from tests.specimens.make.draft import Draft
from tests.specimens.make.style import Style

COLUMNS3 = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
KINDS3 = (
    "natural_person", "commercial_enterprise", "research_institution", "social_welfare_org",
    "legal_service_org", "other_org", "total",
)  # fmt: skip
COLUMNS4 = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
KINDS4 = ("upheld", "corrected", "other", "pending", "total")
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ROWS3 = {
    "new_received": "一、本年新收政府信息公开申请数量", "carried_in": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开", "partially_granted": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "denied_state_secret": "1.属于国家秘密", "denied_law_prohibited": "2.其他法律行政法规禁止公开",
    "denied_security_stability": "3.危及“三安全一稳定”", "denied_third_party": "4.保护第三方合法权益",
    "denied_internal_affairs": "5.属于三类内部事务信息", "denied_process_info": "6.属于四类过程性信息",
    "denied_enforcement_file": "7.属于行政执法案卷", "denied_admin_query": "8.属于行政查询事项",
    "unable_not_held": "1.本机关不掌握相关政府信息", "unable_needs_creation": "2.没有现成信息需要另行制作",
    "unable_still_unclear": "3.补正后申请内容仍不明确", "refused_petition": "1.信访举报投诉类申请",
    "refused_repeat": "2.重复申请", "refused_publication": "3.要求提供公开出版物",
    "refused_excessive": "4.无正当理由大量反复申请",
    "refused_reissue": "5.要求行政机关确认或重新出具已获取信息",
    "other_correction_lapsed": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other_fee_lapsed": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other_misc": "3.其他", "other": "（六）其他处理", "result_total": "（七）总计",
    "carried_out": "四、结转下年度继续办理",
}  # fmt: skip
RESULTS = "三、本年度办理结果"
GROUPS3 = {
    "denied_": "（三）不予公开", "unable_": "（四）无法提供", "refused_": "（五）不予处理", "other_": "（六）其他处理",
}  # fmt: skip
ROWS2 = {
    "rules": "规章", "normative_docs": "行政规范性文件", "licences": "行政许可", "other_services": "其他对外管理服务事项",
    "penalties": "行政处罚", "compulsion": "行政强制", "admin_fees": "行政事业性收费", "procurement": "政府集中采购",
}  # fmt: skip
CHANGES = {"last_year_items": "上一年项目数量", "change": "本年增/减"}
BLOCKS_2021 = (
    ("第二十条第（一）项", {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"},
     ("rules", "normative_docs")),
    ("第二十条第（五）项", {"decisions": "本年处理决定数量"}, ("licences",)),
    ("第二十条第（六）项", {"decisions": "本年处理决定数量"}, ("penalties", "compulsion")),
    ("第二十条第（八）项", {"amount_wan": "本年收费金额（单位：万元）"}, ("admin_fees",)),
)  # fmt: skip
BLOCKS_2019 = (
    ("第二十条第（一）项",
     {"newly_made": "本年新制作数量", "newly_published": "本年新公开数量", "total_public": "对外公开总数量"},
     ("rules", "normative_docs")),
    ("第二十条第（五）项", {**CHANGES, "decisions": "处理决定数量"}, ("licences", "other_services")),
    ("第二十条第（六）项", {**CHANGES, "decisions": "处理决定数量"}, ("penalties", "compulsion")),
    ("第二十条第（八）项", CHANGES, ("admin_fees",)),
    ("第二十条第（九）项", {"project_count": "采购项目数量", "total_amount": "采购总金额"}, ("procurement",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell with its spans."""

    text: str
    rows: int = 1
    columns: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of figures as a flat reader sees it: major label, group label, own label, values."""

    row: str
    major: str
    group: str
    label: str
    values: tuple[str, ...]


def show(draft: Draft, style: Style, cell: str, value: object) -> str:
    """What stands in a cell on paper."""
    if cell in draft.printed:
        return draft.printed[cell]
    if cell.endswith(".change") and isinstance(value, int):
        return f"{value:+d}" if value else "0"
    return style.number(value)


def lines3(draft: Draft, style: Style) -> list[Line]:
    """The rows of table three in printed order."""
    order = draft.row_order or list(draft.figures.table3)
    out = []
    for row in order:
        values = draft.figures.table3[row]
        prefix = next((p for p in GROUPS3 if row.startswith(p)), "")
        outside = row in ("new_received", "carried_in", "carried_out")
        out.append(
            Line(
                row,
                "" if outside else style.label(draft.labels.get("results", RESULTS)),
                style.label(GROUPS3[prefix]) if prefix else "",
                style.label(draft.labels.get(row, ROWS3[row])),
                tuple(
                    show(draft, style, f"table3.{row}.{kind}", value)
                    for kind, value in zip(KINDS3, values, strict=True)
                ),
            )
        )
    return out


def grid3(draft: Draft, style: Style) -> list[list[Box]]:
    """Table three with its three header rows; ten columns wide."""
    rows = [
        [Box(style.label(CORNER), 3, 3, True), Box("申请人情况", 1, 7, True)],
        [Box("自然人", 2, 1, True), Box("法人或其他组织", 1, 5, True), Box(style.label("总计"), 2, 1, True)],
        [Box(name, 1, 1, True) for name in COLUMNS3[1:6]],
    ]
    lines = lines3(draft, style)
    for position, line in enumerate(lines):
        before = lines[position - 1] if position else None
        row = []
        if line.major and (before is None or not before.major):
            row.append(Box(line.major, sum(1 for other in lines if other.major)))
        if line.group and (before is None or before.group != line.group):
            row.append(Box(line.group, sum(1 for other in lines if other.group == line.group)))
        row.append(Box(line.label, 1, 3 if not line.major else 1 if line.group else 2))
        rows.append(row + [Box(value) for value in line.values])
    return rows


def grid2(draft: Draft, style: Style) -> list[list[Box]]:
    """Table two, four columns wide; `extra_rows` come after the row they name."""
    rows: list[list[Box]] = []
    for article, columns, ids in BLOCKS_2021 if draft.form == "2021" else BLOCKS_2019:
        rows.append([Box(style.label(article), 1, 4, True)])
        rows.append(
            _stretch(
                [Box("信息内容", 1, 1, True), *(Box(style.label(c), 1, 1, True) for c in columns.values())]
            )
        )
        for row in ids:
            values = draft.figures.table2[row]
            official = "规范性文件" if (draft.form, row) == ("2019", "normative_docs") else ROWS2[row]
            label = draft.labels.get(row, official)
            shown = [Box(show(draft, style, f"table2.{row}.{column}", values[column])) for column in columns]
            rows.append(_stretch([Box(style.label(label)), *shown]))
            for after, name, texts in draft.extra_rows:
                if after == row:
                    rows.append(_stretch([Box(name), *(Box(text) for text in texts)]))
    return rows


def _stretch(row: list[Box]) -> list[Box]:
    """Widen the last cell so that the row is four columns wide."""
    missing = 4 - len(row)
    return row if missing <= 0 else [*row[:-1], Box(row[-1].text, 1, 1 + missing, row[-1].is_head)]


def grid4(draft: Draft, style: Style) -> list[list[Box]]:
    """Table four, fifteen columns wide."""
    heads = [style.label(name) for name in COLUMNS4]
    values = [
        Box(show(draft, style, f"table4.{row}.{kind}", value))
        for row, cells in draft.figures.table4.items()
        for kind, value in zip(KINDS4, cells, strict=True)
    ]
    return [
        [Box("行政复议", 1, 5, True), Box("行政诉讼", 1, 10, True)],
        [
            *(Box(h, 2, 1, True) for h in heads),
            Box("未经复议直接起诉", 1, 5, True),
            Box("复议后起诉", 1, 5, True),
        ],
        [Box(h, 1, 1, True) for h in heads * 2],
        values,
    ]


def grid(draft: Draft, style: Style, table: str) -> list[list[Box]]:
    """`table2`, `table3` or `table4`."""
    return {"table2": grid2, "table3": grid3, "table4": grid4}[table](draft, style)

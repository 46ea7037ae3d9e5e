"""卷内目录 and what to read first: what the bundle holds, what each file proves, what is left out and why, how to verify it."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from gongkai.kernel.paper import Block, Paper, Passage
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.models import Application
from gongkai.web.applications.replies import reply as replies

from .forms import heading, lines, second, sheet, table
from .packing import VERIFIER
from .places import PROVEN_IN, WRITTEN_IN
from .verify_bundle import HASHES
from .volume import Part

WHOLE, MASKED = "全本（含个人信息，供复议机关、人民法院审查）", "遮蔽本（不含申请人和第三方的个人信息）"


def catalogue(application: Application, parts: Sequence[Part], *, is_masked: bool, at: datetime) -> Paper:
    """卷内目录 on paper."""
    inside, outside = _told_apart(parts)
    rows = [(place, one.name, one.proves) for place, one in enumerate(inside, 1)]
    blocks: list[Block] = [
        lines("案件", _case(application, is_masked=is_masked, at=at)),
        heading("卷内的文件"),
        table("目录", ("序号", "文件", "证明什么"), rows, shares=(2, 10, 8)),
    ]
    if proofs := list(_proofs(application)):
        blocks += [
            heading("答复所依据的证据"),
            table("证据", ("处理结果", "证据", "在哪里"), proofs, shares=(5, 9, 5)),
        ]
    if outside:
        left = [(one.title, one.because, one.sha256 or "没有电子文件") for one in outside]
        blocks += [
            heading("没有附的材料"),
            table("没有附的", ("材料", "为什么", "SHA-256"), left, shares=(6, 6, 8)),
        ]
    blocks.append(Passage(f"各文件的哈希见“{HASHES}”；核验的办法见“README.txt”。"))
    return sheet("卷内目录", application.organ.name, blocks)


def listed(
    application: Application, parts: Sequence[Part], *, is_masked: bool, at: datetime
) -> dict[str, Any]:
    """卷内目录 for programs."""
    inside, outside = _told_apart(parts)
    return {
        "schema": "gongkai.bundle/1",
        "case": dict(_case(application, is_masked=is_masked, at=at)),
        "files": [
            {
                "name": one.name,
                "title": one.title,
                "proves": one.proves,
                "sha256": hashlib.sha256(one.data or b"").hexdigest(),
            }
            for one in inside
        ],
        "proofs": [
            {"outcome": outcome, "proof": proof, "folder": folder}
            for outcome, proof, folder in _proofs(application)
        ],
        "left_out": [{"title": one.title, "because": one.because, "sha256": one.sha256} for one in outside],
    }


def first_words(application: Application, *, is_masked: bool, at: datetime) -> str:
    """What somebody reads who opens the bundle."""
    case = "\n".join(f"{label}：{said}" for label, said in _case(application, is_masked=is_masked, at=at))
    return f"""政府信息公开申请 证据包

{case}

一、里面有什么
“卷内目录.pdf”逐项列出各文件和它证明什么；没有附的材料，写明原因和哈希。

二、怎样核验
需要一台装有 Python 3.8 以上版本的电脑，不必联网，不必安装别的东西。解压到一个空文件夹，在其中运行：
    python3 -I -S {VERIFIER}
也可以不解压，把“{VERIFIER}”取出来，运行：
    python3 -I -S {VERIFIER} 证据包.zip
程序用中文说明核对了什么、结果如何；“全部相符”表示：每个文件都与“{HASHES}”相符；台账摘录的每一条都没有改动；
计算期限所依据的事项都与台账相符；按包内的工作日历和期限另行计算，答复期限的最后一天相同。
哈希清单是通用的格式，也可以用 sha256sum -c {HASHES} 核对。

三、核验说明什么，不说明什么
改动任何一个文件，程序都会指出。有人把文件、清单和台账摘录一起重做，只有对照机关保存的台账才能发现：
机关的台账里记有这个证据包的制作和它的哈希；机关运行 gongkai verify --extract 台账摘录.json，可以对照摘录的每一条。
台账里的个人信息和长的文字只有带密钥的哈希，单凭证据包不能还原。
"""


def _told_apart(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """What is in the bundle, and what is left out of it."""
    return [one for one in parts if one.data is not None], [one for one in parts if one.data is None]


def _case(application: Application, *, is_masked: bool, at: datetime) -> Iterator[tuple[str, str]]:
    yield "机关", application.organ.name
    yield "申请", f"{application.number or '没有登记编号'}（回执号{application.receipt}）"
    yield "版本", MASKED if is_masked else WHOLE
    yield "制作时间", second(at)


def _proofs(application: Application) -> Iterator[tuple[str, str, str]]:
    """What each result rests on, and where that is found."""
    law = outcome_law()
    for reply in application.replies.order_by("round"):
        decision = replies.decision_of(reply)
        for code in decision.proofs:
            yield decision.outcome.name, law.proofs[code].name, PROVEN_IN.get(code, WRITTEN_IN)

"""`gongkai report rollup`: the reports that were handed in to a government, added to its own figures."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from gongkai.engine.render import formats
from gongkai.engine.rollup import Origin, as_json, judged
from gongkai.kernel.rollup import Rolled
from gongkai.web.management.slugs import organ_at
from gongkai.web.organs.models import Organ
from gongkai.web.reports.collecting import adds_up, figures_of, standing

HELP = "把本级的数字和各机关报送的报告相加，列出还缺谁、哪些格不能得出（有缺的，状态为 1）"


def takes(parser: ArgumentParser) -> None:
    """Whose report, for which year, and where it is written."""
    parser.add_argument("organ", metavar="机关", help="县级以上人民政府的网址名")
    parser.add_argument("year", type=int, metavar="年度", help="例如 2025")
    parser.add_argument(
        "-o", "--output", metavar="文件", help="写成 html、docx、pdf、xlsx 或 json；不写的，输出一行 JSON"
    )


def run(*, organ: str, year: int, output: str | None, **_options: Any) -> Iterator[str]:
    """The sum as JSON or into a file, and what it is made of. Raises CommandError where something is not in it."""
    government = organ_at(organ, among=Organ.objects.active())
    if not adds_up(government):
        raise CommandError(f"{government}不汇总下级机关的报告。请写县级以上人民政府的网址名。")
    found = figures_of(government, year)
    origins, findings = _origins(government, year, found), judged(found)
    data = as_json(found, origins, organ=government.name, year=year, findings=findings)
    if output:
        formats.write(Path(output), formats.render(data, formats.ending_of(output)))
        yield f"本级和{len(found.members) - 1}个机关的数字已经相加，写入 {output}。"
    else:
        yield json.dumps(data, ensure_ascii=False)
    if not found.is_whole:
        raise CommandError(_lacks(found))


def _origins(organ: Organ, year: int, found: Rolled) -> list[Origin]:
    hashes = {one.organ.name: one.filing.sha256 for one in standing(organ, year) if one.filing}
    return [Origin(name, sha256=hashes.get(name, "")) for name in found.names]


def _lacks(found: Rolled) -> str:
    missing = (
        f"没有报送、没有计入的{len(found.missing)}个：{'、'.join(found.missing)}。" if found.missing else ""
    )
    gaps = f"有{len(found.gaps)}格不能得出：至少一个机关的这一格没有数字。" if found.gaps else ""
    return f"{missing}{gaps}"

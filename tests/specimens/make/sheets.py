"""`python -m tests.specimens.make.sheets [FOLDER]`: write the spreadsheet specimens anew. Needs LibreOffice."""

import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

from tests.specimens.make.build import TOLD, build, expected
from tests.specimens.make.plan import FAULTS, NEW_FORM_ONLY, Spec, draw_faults, draw_kind
from tests.specimens.make.sheets_office import converted, source
from tests.specimens.make.sheets_shapes import SHAPES, WHY, unstamped

DATA = Path(__file__).resolve().parents[1] / "data_xlsx"
OFFICE = (
    "office-flat", "office-formulas", "office-html", "office-one", "office-sheets", "office-flat", "office-beside",
    "office-formulas", "office-stored",
)  # fmt: skip
COUNT = 60


def specs() -> list[Spec]:
    """Sixty specimens: each second one is converted by LibreOffice, each second pair carries faults."""
    queue = [fault for fault in FAULTS if fault != "TEXT_ARTEFACT"]
    random.Random(3).shuffle(queue)
    names = tuple(SHAPES)
    return [
        _spec(
            at + 1, (names if at % 2 == 0 else OFFICE)[at // 2 % len(names if at % 2 == 0 else OFFICE)], queue
        )
        for at in range(COUNT)
    ]


def _spec(number: int, producer: str, queue: list[str]) -> Spec:
    rng = random.Random(9800 + number)
    faults = draw_faults(queue, rng, plain_text=False) if (number // 2) % 2 else ()
    kind = draw_kind(faults, rng)
    form = "2019" if rng.random() < 0.13 and not NEW_FORM_ONLY & set(faults) else "2021"
    years = (2019, 2020) if form == "2019" else (2021, 2022, 2023, 2024, 2024, 2025)
    return Spec(
        name=f"{number:02d}-xlsx-{producer}",
        seed=9800 + number,
        format="xlsx",
        producer=producer,
        is_printed=producer.startswith("office"),
        form=form,
        year=rng.choice((2024, 2025)) if "T4_REVIEW_FIRST" in faults else rng.choice(years),
        kind=kind,
        profile=rng.choice(("zero", "small", "small", "medium", "large")),
        faults=faults,
    )


def files(wanted: list[Spec], scratch: Path) -> dict[str, bytes]:
    """Every workbook by the name of its specimen."""
    made: dict[str, bytes] = {}
    inputs: dict[str, list[Path]] = {}
    for spec in wanted:
        draft, style = build(spec)
        rng = random.Random(spec.seed)
        if not spec.is_printed:
            made[spec.name] = SHAPES[spec.producer](draft, style, rng)
            continue
        ending, data = source(spec.producer, draft, style, rng)
        path = scratch / f"{spec.name}.{ending}"
        path.write_bytes(data)
        inputs.setdefault(ending, []).append(path)
    out = scratch / "out"
    for paths in inputs.values():
        converted(paths, out)
    for spec in wanted:
        if spec.is_printed:
            made[spec.name] = unstamped((out / f"{spec.name}.xlsx").read_bytes())
    return made


def main(target: Path) -> None:
    """Write the folder anew."""
    wanted = specs()
    with tempfile.TemporaryDirectory() as scratch:
        made = files(wanted, Path(scratch))
    shutil.rmtree(target, ignore_errors=True)
    for spec in wanted:
        folder = target / spec.name
        folder.mkdir(parents=True)
        (folder / "source.xlsx").write_bytes(made[spec.name])
        truth = expected(build(spec)[0], spec)
        planted = "、".join(TOLD.get(fault, fault) for fault in spec.faults) or "没有毛病"
        shape = WHY.get(spec.producer.removeprefix("office-"), "")
        truth["why"] = f"{shape}{'，由 LibreOffice 另存' if spec.is_printed else ''}；{planted}"
        lines = ",\n".join(f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in truth.items())
        (folder / "expected.json").write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    total = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{len(wanted)} workbooks, {total / 1e6:.1f} MB in {target}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)

"""The program in the bundle: it stands alone, finds what was touched, and is not deceived by hashes that were made anew."""

import ast
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gongkai.web.applications.bundling import verify_bundle
from gongkai.web.applications.bundling.packing import VERIFIER, as_json
from gongkai.web.applications.bundling.verify_bundle import CLOCK, LEDGER, Reckoning, main, verified

from .bundles import altered, files_of, made, not_found, run, unpacked
from .bureau import opened

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    return not_found(bureau, applied)


def test_the_program_finds_the_same_day_in_an_empty_folder(bureau, case, tmp_path) -> None:
    unpacked(made(bureau, case), tmp_path)
    told = run(tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
    assert f"应在{case.due_on}以前答复，{case.made_on}答复" in told.stdout
    assert "全部相符" in told.stdout
    Path(tmp_path, VERIFIER).rename(tmp_path / "look.py")
    told = run(tmp_path, "look.py")
    assert told.returncode == 1
    assert "少了文件：核验.py" in told.stdout


def test_the_program_reads_a_bundle_that_was_not_unpacked(bureau, case, tmp_path, capsys) -> None:
    file = tmp_path / "证据包.zip"
    file.write_bytes(made(bureau, case))
    assert main([str(file)]) == 0
    assert main([str(tmp_path / "没有.zip")]) == 1
    assert "读不出证据包" in capsys.readouterr().out


def test_the_program_stands_alone() -> None:
    source = Path(verify_bundle.__file__).read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    modules = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert modules <= {*sys.stdlib_module_names, "__future__"}


def test_every_file_that_is_touched_is_found(bureau, case) -> None:
    files = files_of(made(bureau, case))
    assert verified(files)[1] == []
    for name, data in files.items():
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        assert verified({**files, name: flipped})[1], name
        assert verified({one: kept for one, kept in files.items() if one != name})[1], name
    assert verified({**files, "补充证据.pdf": b"%PDF"})[1]


def _extended_longer(clock):
    next(one for one in clock["events"] if one["kind"] == "extended")["days"] = 10


def _received_later(clock):
    clock["events"][1]["on"] = "2026-02-02"


def _without_the_consultation(clock):
    clock["events"] = [one for one in clock["events"] if not one["kind"].startswith("consultation")]


def _no_holiday(clock):
    days = clock["calendar"]["days"]
    clock["calendar"]["days"] = [one for one in days if one["on"] != "2026-02-17"]


def _one_more_holiday(clock):
    more = {"on": "2026-03-10", "is_worked": False, "name": "假日", "notice": "通知"}
    clock["calendar"]["days"].append(more)


def _longer(clock):
    next(one for one in clock["lengths"] if one["code"] == "reply_due")["workdays"] = 30


def _never(clock):
    clock["lengths"][0]["workdays"] = -1


def _nonsense(clock):
    clock["events"][1]["on"] = "昨天"


def _later(clock):
    clock["rounds"][0]["due_on"] = "2026-05-07"


@pytest.mark.parametrize(
    "change",
    [
        *(_extended_longer, _received_later, _without_the_consultation),
        *(_no_holiday, _one_more_holiday, _longer, _later, _never, _nonsense),
    ],
)
def test_days_are_compared_with_the_ledger_even_if_the_hashes_are_made_anew(bureau, case, change) -> None:
    files = files_of(made(bureau, case))
    assert verified(altered(files, CLOCK, lambda _told: None))[1] == []
    assert verified(altered(files, CLOCK, change))[1]


def test_a_calendar_and_its_result_altered_together_contradict_the_ledger(bureau, case) -> None:
    files = files_of(made(bureau, case))

    def both(clock):
        _one_more_holiday(clock)
        clock["rounds"] = [
            {**one, **two} for one, two in zip(clock["rounds"], Reckoning(clock).rounds(), strict=True)
        ]

    assert any("台账登记的答复期限" in one for one in verified(altered(files, CLOCK, both))[1])


def test_an_entry_of_the_ledger_that_was_altered_is_found(bureau, case) -> None:
    files = files_of(made(bureau, case))

    def earlier(told):
        told["chains"][0]["entries"][3]["at"] = "2026-02-02T01:30:00.000000+00:00"

    def beyond(told):
        told["chains"][0]["head"]["position"] = 20

    for change in (earlier, beyond):
        assert verified(altered(files, LEDGER, change))[1]


def compared(file, capsys) -> tuple[int, str]:
    """What the organ's own command says of an extract."""
    try:
        call_command("verify", "--extract", str(file))
    except SystemExit as ended:
        return ended.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_the_organ_holds_an_extract_against_its_ledger(bureau, case, tmp_path, capsys) -> None:
    file, told = tmp_path / "台账摘录.json", json.loads(files_of(made(bureau, case))[LEDGER])
    file.write_bytes(as_json(told))
    assert compared(file, capsys) == (
        0,
        f"核对完毕：摘录的 {len(told['chains'][0]['entries'])} 条都与台账一致，没有遗漏。\n",
    )
    entries = told["chains"][0]["entries"]
    missing = next(one for one in entries if one["kind"] == "applications.search_recorded")
    entries.remove(missing)
    file.write_bytes(as_json(told))
    code, said = compared(file, capsys)
    assert code == 1
    assert f"第{missing['position']}条\n   与这件申请有关，摘录里却没有。" in said
    entries[5]["hash"] = "0" * 64
    file.write_bytes(as_json(told))
    assert "发现 2 处不对" in compared(file, capsys)[1]
    file.write_text("{}")
    with pytest.raises(CommandError, match="不是台账摘录"):
        compared(file, capsys)

"""Bundles of cases of every sort: the program alone comes to the same day, and each result has its proof in its folder."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.case import Reopener
from gongkai.web.applications.actions.identity import purge
from gongkai.web.applications.actions.serving import conclude
from gongkai.web.applications.bundling.verify_bundle import verified
from gongkai.web.applications.models import Applicant, Application
from tests.web.conftest import NOW

from .bundles import files_of, made, run, unpacked, words_of
from .bureau import TODAY, opened
from .happenings import WAYS, brought, event

pytestmark = pytest.mark.django_db(transaction=True)
CLOSED = [event(kind) for kind in WAYS["closed"]]


def _again(by, **said):
    """Opened anew on 2 March."""
    return event("reopened", date(2026, 3, 2), by=Reopener(by), reason="重新办理", **said)


# What happened after receipt on 3 February, and what the program says of it.
CASES = {
    "waits for correction": ([event("correction_asked")], "第1轮没有在计算答复期限。"),
    "paid": (
        [event("assigned"), event("fee_noticed"), event("fee_paid", date(2026, 2, 12))],
        "第1轮应在2026-03-18以前答复。",
    ),
    "ordered by a court": (
        [*CLOSED, _again("court", limit_on=date(2026, 4, 20))],
        "第1轮应在2026-03-09以前答复，2026-02-10答复；第2轮应在2026-04-20以前答复。",
    ),
    "opened again by itself": (
        [*CLOSED, _again("self"), event("extended", date(2026, 3, 5))],
        "第1轮应在2026-03-09以前答复，2026-02-10答复；第2轮应在2026-04-28以前答复。",
    ),
    "put off": (
        [event(kind) for kind in WAYS["reasoned"]]
        + [event("delayed", until=date(2026, 5, 20), reason="数量很多")],
        "第1轮应在2026-05-20以前答复。",
    ),
    "lapsed": (
        [event("correction_asked"), event("correction_lapsed", date(2026, 3, 6))],
        "第1轮没有在计算答复期限。",
    ),
    "withdrawn": ([event("withdrawn")], "第1轮应在2026-03-09以前答复。"),
    "late": (
        [event(kind) for kind in WAYS["signed"]] + [event("posted", date(2026, 3, 11))],
        "第1轮应在2026-03-09以前答复，2026-03-11答复，超期。",
    ),
}


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.mark.parametrize(("events", "said"), CASES.values(), ids=list(CASES))
def test_the_program_alone_comes_to_the_same_day(bureau, taken_in, tmp_path, events, said) -> None:
    case = brought(taken_in.application, *events)
    unpacked(made(bureau, case), tmp_path)
    told = run(tmp_path)
    assert f"重新计算的结果与证据包写明的相同：{said}" in told.stdout, told.stdout + told.stderr
    assert told.returncode == 0


@pytest.mark.parametrize(
    ("code", "folder", "proof"),
    [
        (
            "O05",
            "08 答复的依据",
            "密级：密级见案卷；保密期限：保密期限见案卷；定密依据：定密依据见案卷",
        ),
        ("O08", "06 征求意见", "不同意公开意见的理由涉及我家的收入。"),
        ("O13", "04 检索记录", "没有找到：检索完毕。"),
    ],
)
def test_each_result_has_its_proof_in_its_folder(bureau, applied, code, folder, proof) -> None:
    case = bureau.take_in(applied)
    bureau.prepare(case, [code])
    bureau.answer(case, code)
    files = files_of(made(bureau, case))
    inside = {name: data for name, data in files.items() if name.startswith(folder)}
    assert proof in words_of(inside)
    assert f'"folder": "{folder}"' in files["卷内目录.json"].decode()


def test_a_case_that_was_forgotten_still_proves_its_days(
    bureau, applied, django_capture_on_commit_callbacks
) -> None:
    case = bureau.take_in(applied)
    bureau.search(case)
    bureau.arrived(bureau.answer(case, "O13"))
    case = conclude(case, on=TODAY, by=bureau.clerk, at=NOW)
    purge(on=TODAY, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        purge(on=Applicant.objects.get().purge_on, at=NOW + timedelta(days=366 * 10))
    files = files_of(made(bureau, Application.objects.get()))
    good, bad = verified(files)
    assert bad == []
    assert "2026-03-09" in "".join(good)
    assert "周明远" not in words_of(files) + "".join(files)

"""Which PDFs there are: program, theme, faults, form, kind of organ and length. Fixed by seeds."""

import random
from dataclasses import dataclass, replace

from tests.specimens.make.pdf.look import MICRO, MING, PRODUCERS, SANS, SERIF, THEMES, ZEN, Look, draw
from tests.specimens.make.plan import FAULTS, NEW_FORM_ONLY, Spec, draw_faults, draw_kind

FIRST, COUNT = 201, 200
PROGRAMS = ("chromium", "office", "typst", "chromium", "typst")
# Fonts that each program writes small; the kept PDFs use them, but for a few.
LIGHT = {"chromium": (ZEN,), "office": (ZEN, MICRO), "typst": (MICRO, ZEN)}
HEAVY = {"chromium": SERIF, "office": MING, "typst": SANS}
PROFILES = {"county": ("medium", "large", "medium"), "department": ("small", "medium", "zero")}


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to make: the report and how it looks."""

    spec: Spec
    program: str
    look: Look
    is_kept: bool
    odd: str = ""  # the name of a layout that no theme leads


def jobs(*, first: int = FIRST, count: int = COUNT) -> list[Job]:
    """So many PDFs in order: each program goes through its themes in turn, every second report is faulty. Another
    `first` number draws others."""
    queue = [fault for fault in FAULTS if fault != "TEXT_ARTEFACT"] * (4 + count // 40)
    turns = dict.fromkeys(PRODUCERS, 0)
    out = []
    for position in range(count):
        program = PROGRAMS[position % len(PROGRAMS)]
        themes = PRODUCERS[program]
        turn, at = divmod(turns[program], len(themes))
        turns[program] += 1
        is_faulty = (position + position // 10) % 2 == 1
        job = drawn(first + position, program, themes[at], queue if is_faulty else None)
        is_kept = first == FIRST and turn == 0 and _is_kept(program, themes[at])
        out.append(_legible(_kept(job) if is_kept else job))
    return out


def _legible(job: Job) -> Job:
    """Browser and office print upright lines of Zen Hei one character upon the other."""
    if job.look.group != "vertical" or job.look.family != ZEN or job.program == "typst":
        return job
    if job.look.theme == "vertical" or job.program == "office":
        return replace(job, look=replace(job.look, family=MICRO))
    return replace(job, look=replace(job.look, group="stack"))


def _is_kept(program: str, theme: str) -> bool:
    """Whether the PDF lies beside the tests: each theme from one program or two."""
    number = list(THEMES).index(theme)
    if program == "chromium":
        return number % 2 == 0 or theme in ("gaps", "shuffled", "double")
    return number % 2 == 1 if program == "typst" else number % 3 != 1


def _kept(job: Job) -> Job:
    rng = random.Random(job.spec.seed)
    family = HEAVY[job.program] if job.spec.seed % 18 == 0 else rng.choice(LIGHT[job.program])
    return replace(job, look=replace(job.look, family=family), is_kept=True)


def drawn(number: int, program: str, theme: str, queue: list[str] | None) -> Job:
    """One PDF, all its accidents drawn by its number; with faults from the queue if there is one."""
    rng = random.Random(9000 + number)
    faults = draw_faults(queue, rng, plain_text=False) if queue is not None else ()
    kind = draw_kind(faults, rng)
    form = "2019" if rng.random() < 0.13 and not NEW_FORM_ONLY & set(faults) else "2021"
    years = (2019, 2020) if form == "2019" else (2021, 2022, 2023, 2024, 2024, 2025)
    year = rng.choice((2024, 2025)) if "T4_REVIEW_FIRST" in faults else rng.choice(years)
    profile = rng.choice(PROFILES.get(kind, ("zero", "small", "small", "zero", "medium")))
    look = draw(theme, program, rng)
    spec = Spec(
        name=f"{number:03d}-pdf-{program}-{theme}", seed=number, format="pdf", producer=program, is_printed=True,
        form=form, year=year, kind=kind, profile=profile, faults=faults,
        longer=rng.choice((0, 0, 2, 3, 5)), shape=f"，{THEMES[theme][1]}",
    )  # fmt: skip
    return Job(spec, program, look, is_kept=False)


def committed() -> list[Job]:
    """The PDFs that are kept beside the tests; the others are made when asked for."""
    return [job for job in jobs() if job.is_kept]

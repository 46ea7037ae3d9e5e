"""Layouts that no theme leads: what real offices do now and then, a few PDFs of each."""

import random
from dataclasses import replace

from tests.specimens.make.pdf import odd_set, odd_web, odd_word
from tests.specimens.make.pdf.look import draw
from tests.specimens.make.pdf.plan import Job, drawn
from tests.specimens.make.plan import FAULTS

PROGRAMS = {"chromium": odd_web.ODDS, "typst": odd_set.ODDS, "office": odd_word.ODDS}


def odd_jobs(*, first: int, rounds: int = 1) -> list[Job]:
    """Each odd layout so many times; every second is faulty."""
    queue = [fault for fault in FAULTS if fault != "TEXT_ARTEFACT"] * (2 * rounds)
    out: list[Job] = []
    for turn in range(rounds):
        for program, odds in PROGRAMS.items():
            for name, odd in odds.items():
                number = first + len(out)
                faults = queue if (number + turn) % 2 else None
                job = drawn(number, program, "ruled", faults)
                spec = replace(job.spec, name=f"{number:03d}-pdf-{program}-{name}", shape=f"，{odd.why}")
                look = draw("ruled", program, random.Random(number))
                look = replace(look, rules="full", head="plain", columns=1, watermark="", order="natural")
                if not isinstance(odd, odd_word.Odd):
                    look = replace(look, **odd.look)  # type: ignore[arg-type] - fields by name
                out.append(Job(spec, program, look, is_kept=False, odd=name))
    return out

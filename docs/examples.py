"""Puts what the commands really print into the pages that show it."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.zh-CN.md", "docs/tutorial/first-check.md")
SHOWN = "docs/tutorial/sample.txt"
BLOCK = re.compile(r"(<!-- example: check -->\n).*?(<!-- end of example -->)", re.DOTALL)


def example() -> str:
    """The command on the sample report and its output on a terminal of 100 columns without colours."""
    done = subprocess.run(
        [Path(sys.executable).with_name("gongkai"), "check", SHOWN],
        cwd=ROOT,
        env={"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    lines = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
    output = "\n".join(lines).strip("\n")
    return f"```console\n$ .venv/bin/gongkai check {SHOWN}\n{output}\n```\n"


def filled(page: str) -> str:
    """A page with its example as the command prints it today."""
    shown = example()
    return BLOCK.sub(lambda match: match[1] + shown + match[2], (ROOT / page).read_text("utf-8"))

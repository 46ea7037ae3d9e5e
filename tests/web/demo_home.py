"""A home with the whole invented county, copied from the one that all tests share.

`python -m tests.web.demo_home` makes that one, so that no test has to wait for it.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

# The first one is made from the beginning, on a machine that has other things to do.
PATIENCE = 1200


def new_demo(home: Path) -> Path:
    """Such a home in an empty folder."""
    run(home, "demo")
    return home


def run(home: Path, *command: str, module: str = "gongkai.web") -> str:
    """What a command of the site, or another module, says in this home, without whatever the tests around have set."""
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))
    }
    said = subprocess.run(
        [sys.executable, "-m", module, *command],
        env=plain | {"GONGKAI_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return said.stdout


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        new_demo(Path(folder))

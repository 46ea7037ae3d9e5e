"""What the front pages say is true: commands, folders, links, versions."""

import re
import subprocess
from pathlib import Path

import pytest

import gongkai
from tests.architecture.sources import PACKAGE, ROOT, name_of, project_files

READMES = ["README.md", "README.zh-CN.md"]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
PAGES = [file for file in project_files() if file.suffix == ".md" and "specimens" not in file.parts]


def _map(page: str) -> list[str]:
    """The paths that a README's map of the folders names."""
    blocks = re.findall(r"```text map\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 1, f"{page}: one map, marked ```text map"
    return [line.split()[0] for line in blocks[0].splitlines() if line.strip()]


@pytest.mark.parametrize("page", READMES)
def test_every_folder_of_the_map_exists(page: str) -> None:
    assert not [path for path in _map(page) if not (ROOT / path).exists()]


@pytest.mark.parametrize("page", READMES)
def test_every_top_level_package_is_on_the_map(page: str) -> None:
    packages = [
        f"src/gongkai/{part.name}{'/' if part.is_dir() else ''}"
        for part in sorted(PACKAGE.iterdir())
        if not part.name.startswith("_")
    ]
    assert not set(packages) - set(_map(page))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_make_commands_of_the_pages_exist(page: Path) -> None:
    named = set(re.findall(r"`?make ([a-z]+)(?=[\s`])", _code(page)))
    assert not named - TARGETS


def _code(page: Path) -> str:
    """Code blocks and code spans of a page."""
    text = page.read_text("utf-8")
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert not [link for link in local if not (page.parent / link).exists()]


def test_every_target_explains_itself() -> None:
    assert not [name for name in TARGETS if not re.search(rf"^{name}:.*## ", MAKEFILE, re.MULTILINE)]


def test_scripts_are_plain_shell() -> None:
    for script in (ROOT / "scripts").glob("*.sh"):
        assert script.read_text("utf-8").startswith("#!/bin/sh\n")
        assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


def test_version_is_told_alike_everywhere() -> None:
    assert f"## [{gongkai.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"softwareVersion: {gongkai.__version__}\n" in (ROOT / "publiccode.yml").read_text("utf-8")


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_locks_pin_every_package_with_hashes(lock: str) -> None:
    lines = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8").splitlines()
    packages = [number for number, line in enumerate(lines) if line and line[0] not in "# "]
    assert packages
    for number in packages:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==", lines[number])
        assert lines[number + 1].startswith("    --hash=sha256:")

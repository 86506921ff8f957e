"""The wheel holds what the checkout holds, the locks pin everything, and every licence lets people use it."""

import re
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import scrutiny

ROOT = Path(scrutiny.__file__).parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
checkout = pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="runs in a checkout only")


def is_made(path: Path) -> bool:
    return "__pycache__" in path.parts or any(part.startswith(".") for part in path.relative_to(ROOT).parts)


def package_files() -> set[str]:
    """Every file of the package folders, as the wheel should name it."""
    folders = [folder for folder in ROOT.iterdir() if (folder / "__init__.py").exists()]
    inside = [path for folder in folders for path in folder.rglob("*") if path.is_file() and not is_made(path)]
    return {
        f"scrutiny/{path.relative_to(ROOT).as_posix()}" for path in (*ROOT.glob("*.py"), ROOT / "py.typed", *inside)
    }


@checkout
@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package_and_no_other(tmp_path):
    # Built from a copy: setuptools would take up files that an earlier build left beside the sources.
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__", "results"))
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(copy)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if ".dist-info/" not in name} == package_files()


@checkout
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_versions_and_hashes_and_names_no_host(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|\s@\s", text)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[\w.-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


@checkout
def test_the_locks_hold_every_dependency_and_agree():
    locked = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)) for lock in LOCKS
    ]
    runtime, everything = locked
    asked = {Requirement(text).name for text in requirements_of("council-scrutiny")}
    assert {folded(name) for name in asked} <= set(runtime)
    assert runtime.items() <= everything.items()


def requirements_of(distribution: str) -> list[str]:
    """What a plain install of it needs here, without extras."""
    asked = [Requirement(text) for text in metadata.requires(distribution) or ()]
    return [item.name for item in asked if not item.marker or item.marker.evaluate({"extra": ""})]


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def runtime_closure() -> set[str]:
    found: set[str] = set()
    waiting = ["council-scrutiny"]
    while waiting:
        name = folded(waiting.pop())
        if name not in found:
            found.add(name)
            waiting.extend(requirements_of(name))
    return found


def licence_of(distribution: str) -> str:
    about = metadata.metadata(distribution)
    classifiers = [text for text in about.get_all("Classifier") or () if text.startswith("License ::")]
    # Some put the licence's whole text into the field: its first line names it.
    first_line = (about.get("License") or "").strip().partition("\n")[0]
    return " ".join([about.get("License-Expression") or "", first_line, *classifiers]).strip()


def test_nothing_needed_at_run_time_is_under_the_gpl():
    licences = {name: licence_of(name) for name in runtime_closure()}
    assert {name for name, licence in licences.items() if not licence} == set()
    copyleft = re.compile(r"(?<!L)\bA?GPL|(?<!Lesser )General Public|Affero", re.IGNORECASE)
    assert {name: licence for name, licence in licences.items() if copyleft.search(licence)} == {}

"""What is built and published: in an empty environment, without this checkout, it does the main job."""

import os
import re
import subprocess
import venv
from pathlib import Path

import pytest
import yaml

import jamplan

pytestmark = pytest.mark.slow  # packages are built, and installed from the index
PIP = ("-m", "pip", "install", "--quiet")


def ran(folder, *command, code=0, **environ):
    """What a command printed that was run in a folder, without the settings of this interpreter."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON")
    }
    options = {
        "cwd": folder,
        "env": kept | environ,
        "capture_output": True,
        "text": True,
    }
    result = subprocess.run(command, check=False, **options)
    assert result.returncode == code, result.stderr
    return result.stdout


def interpreter(folder):
    """That of a new environment without a package."""
    venv.create(folder, with_pip=True)
    return str(folder / "bin" / "python")


@pytest.mark.parametrize("form", ["wheel", "sdist"])
def test_what_is_built_is_installed_alone_and_counts(tmp_path, root, empty, form):
    """The shipped corpus is counted and published from an empty folder; no file of the checkout is read."""
    python = interpreter(tmp_path / "environment")
    ran(tmp_path, python, *PIP, "build")
    ran(
        tmp_path,
        python,
        "-m",
        "build",
        f"--{form}",
        "--outdir",
        str(tmp_path),
        str(root),
    )
    (package,) = tmp_path.glob(f"jamplan-{jamplan.__version__}*")
    ran(tmp_path, python, *PIP, str(package))
    program = (python, "-m", "jamplan", "--lang", "en")
    assert "6 counted" in ran(empty, *program, "coverage")
    ran(empty, *program, "export", "-o", "page.html")
    assert (empty / "page.html").read_text("utf-8").count("<article ") == 8 + 13


def test_the_action_annotates_what_check_finds(tmp_path, root, folder):
    """Its steps as a runner has them: each in a shell, with its inputs as variables."""
    install, check = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))[
        "runs"
    ]["steps"]
    python = Path(interpreter(tmp_path / "environment"))
    known = {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_ACTION_PATH": str(root),
        "JAMPLAN_LANG": "en",
    }
    known["PATH"] = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    shell = ("bash", "-eo", "pipefail", "-c")
    ran(tmp_path, *shell, install["run"], **known)
    for least, code in (("error", 0), ("warning", 1)):
        given = {
            "runner.temp": str(tmp_path),
            "inputs.data": str(folder),
            "inputs.fail-on": least,
        }
        for name, value in check["env"].items():
            known[name] = re.sub(
                r"\$\{\{ (\S+) \}\}", lambda field, given=given: given[field[1]], value
            )
        said = ran(folder.parent, *shell, check["run"], code=code, **known)
        assert "::warning file=c/sources.yaml,line=7," in said

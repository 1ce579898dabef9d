"""The workflow of this repository and the sample for others: every command in them runs, on the deals of this repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from docs_text import ROOT

OURS, SAMPLE = ROOT / ".github" / "workflows" / "deals.yml", ROOT / "docs" / "ci" / "deals.yml"
INSTALL = {OURS: "pip install .", SAMPLE: "pip install leasecalc"}
BASH, GIT = shutil.which("bash"), shutil.which("git")

pytestmark = pytest.mark.skipif(BASH is None or GIT is None, reason="a workflow needs bash and git")


def steps(file: Path) -> list[dict[str, Any]]:
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert set(found) == {"name", True, "permissions", "jobs"}  # YAML 1.1 reads `on` as true; GitHub does not
    return found["jobs"]["deals"]["steps"]  # type: ignore[no-any-return]


def git(where: Path, *arguments: str) -> None:
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run([GIT or "git", "-C", str(where), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a clone as the runner has it: a branch of its own, whose base is known as origin/main."""
    work = tmp_path / "work"
    shutil.copytree(ROOT / "deals", work / "deals")
    for folder in ("src/leasecalc/markets/data", "markets"):
        shutil.copytree(ROOT / "src" / "leasecalc" / "markets" / "data", work / folder)
    git(tmp_path, "init", "-q", "-b", "main", str(work))
    git(work, "add", ".")
    git(work, "commit", "-qm", "base")
    git(work, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(work, "checkout", "-qb", "branch")
    tool = tmp_path / "bin" / "leasecalc"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m leasecalc "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    return work


def run(command: str, work: Path) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does: bash that stops at the first failure."""
    environment = {
        **os.environ,
        "PATH": f"{work.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(work.parent / "summary.md"),
        "GITHUB_BASE_REF": "main",
        "CI": "true",
    }
    asked = [BASH or "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
    return subprocess.run(asked, cwd=work, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("file", [OURS, SAMPLE], ids=["ours", "sample"])
def test_every_command_of_a_workflow_runs(file: Path, checkout: Path) -> None:
    asked = [step["run"] for step in steps(file) if "run" in step]
    assert asked[0] == INSTALL[file]
    ours = [command for command in asked[1:] if command.startswith("leasecalc ")]
    assert [command.split()[1] for command in ours] == ["validate", "check", "diff"]
    assert all(command.startswith("test ! -s diff.md || gh pr comment ") for command in asked[1:] if command not in ours)
    deal = checkout / "deals" / "za-box-60m.yaml"
    deal.write_text(deal.read_text(encoding="utf-8").partition("expect:")[0] + "# a remark\n", encoding="utf-8")
    for command in ours:
        done = run(command, checkout)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert (checkout / "check.xml").stat().st_size > 0
    assert json.loads((checkout / "check.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert " deals checked: " in (checkout.parent / "summary.md").read_text(encoding="utf-8")
    assert " unchanged" in (checkout / "diff.md").read_text(encoding="utf-8")


def test_the_sample_shuts_the_gate(checkout: Path) -> None:
    """A branch that turns the lease into a loss, in a folder of one deal: the comment is written, and the step fails."""
    validate, check, diff = [step["run"] for step in steps(SAMPLE) if step.get("run", "").startswith("leasecalc ")]
    for path in (checkout / "deals").iterdir():
        if path.name != "za-box-60m.yaml":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    git(checkout, "commit", "-qam", "one deal")
    git(checkout, "update-ref", "refs/remotes/origin/main", "HEAD")
    deal = checkout / "deals" / "za-box-60m.yaml"
    text = deal.read_text(encoding="utf-8")
    assert "rent: {solve: lessor_yield, target: 14%}" in text
    deal.write_text(text.replace("rent: {solve: lessor_yield, target: 14%}", "rent: 200 USD"), encoding="utf-8")
    assert run(validate, checkout).returncode == 0
    held = run(check, checkout)
    assert held.returncode == 1
    assert held.stdout.startswith("::error file=deals/za-box-60m.yaml,line=")
    gate = run(diff, checkout)
    assert gate.returncode == 1
    assert "leasecalc: npv<0: it is " in gate.stderr
    assert "`npv<0`, it is -" in (checkout / "diff.md").read_text(encoding="utf-8")
    deal.write_text(text.replace("lease:\n", "laese:\n"), encoding="utf-8")
    bad = run(validate, checkout)
    assert bad.returncode == 3
    assert "::error file=deals/za-box-60m.yaml,line=35,col=1,title=leasecalc deal-refused::LC" in bad.stdout


def test_hooks_call_commands_that_exist() -> None:
    from leasecalc.cli.app import COMMANDS

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    names = {command.__name__ for command in COMMANDS}
    assert {hook["id"] for hook in hooks} == {"leasecalc-validate", "leasecalc-check"}
    assert all(hook["entry"].split()[1] in names and hook["language"] == "python" for hook in hooks)


def test_the_container_installs_extras_that_exist() -> None:
    import re
    import tomllib

    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    extras = re.search(r"'\.\[([a-z,]+)\]'", text)
    known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert extras is not None
    assert set(extras[1].split(",")) <= set(known)
    copied = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY ") and "--from" not in line]
    assert all((ROOT / name).exists() for names in copied for name in names)
    assert "fonts-noto-cjk" in text


def test_the_script_of_the_guide_is_the_one_to_copy() -> None:
    from docs_text import blocks

    page = ROOT / "docs" / "guides" / "comparing-markets-in-a-shell-script.md"
    (shown,) = [block for block in blocks(page) if block.info == ("bash", "best-market.sh")]
    script = ROOT / "docs" / "scripts" / "best-market.sh"
    assert "\n".join(shown.lines) + "\n" == script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)

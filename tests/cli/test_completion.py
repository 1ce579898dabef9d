"""Completion: what each shell reads, and what bash really offers behind a line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from leasecalc.cli.app import VARIABLE
from leasecalc.cli.completing import BY_METAVAR, SHELLS, script
from leasecalc.cli.run import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

    Say = Callable[..., Said]

BASH = shutil.which("bash")
#: The line as bash hands it to a completion function, then what it offers.
ASK = """
source <(leasecalc completion bash)
for line in "$@"; do
  read -ra COMP_WORDS <<< "$line"
  [[ "$line" == *' ' ]] && COMP_WORDS+=("")
  COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
  COMPREPLY=()
  _leasecalc_completion leasecalc
  (IFS='|'; echo "${COMPREPLY[*]}")
done
"""
LINES = {
    "leasecalc com": {"compare", "completion"},
    "leasecalc price deals/za-b": {"deals/za-box-36m.yaml", "deals/za-box-60m.yaml"},
    "leasecalc price deals/curr": {"deals/currency/za-box-cny-funded.yaml", "deals/currency/za-box-zar-indexed.yaml"},
    "leasecalc solve x.yaml --for resi": {"residual"},
    "leasecalc tornado x.yaml --measure lease_n": {"lease_npv"},
    "leasecalc diff a b --why rent,lease_mi": {"rent,lease_minus_sale"},
    "leasecalc explain LC70": {"LC701", "LC702", "LC703", "LC704"},
    "leasecalc init Z": {"ZA"},
    "leasecalc price x.yaml --set lease.down": {"lease.down_payment="},
    "leasecalc price x.yaml --color n": {"never"},
    "leasecalc check deals --jun": {"--junit"},
}


@pytest.mark.skipif(BASH is None, reason="there is no bash")
def test_bash_completes(tmp_path: Path) -> None:
    tool = tmp_path / "leasecalc"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m leasecalc "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    asked = [BASH or "", "--norc", "-c", ASK, "ask", *LINES]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    assert [set(line.split("|")) for line in done.stdout.splitlines()] == list(LINES.values())


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script(say: Say, shell: str) -> None:
    said = say("completion", shell)
    assert (said.code, said.out, said.err) == (0, script(shell), "")
    assert VARIABLE in said.out
    assert f"complete_{shell}" in said.out
    assert "leasecalc" in said.out
    assert say("completion", shell.upper()).out == said.out


def test_other_shells_are_refused(say: Say) -> None:
    assert say("completion", "pwsh").out == script("powershell")
    said = say("completion", "tcsh")
    assert (said.code, said.out) == (2, "")
    assert "bash, zsh, fish, powershell" in said.err


@pytest.mark.parametrize(
    ("shell", "environment"),
    [
        ("zsh", {"_TYPER_COMPLETE_ARGS": "leasecalc solve x.yaml --for resid"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "leasecalc solve x.yaml --for resid", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
        (
            "powershell",
            {"_TYPER_COMPLETE_ARGS": "leasecalc solve x.yaml --for resid", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "resid"},
        ),
    ],
)
def test_the_other_shells_are_answered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shell: str, environment: dict[str, str]
) -> None:
    """What their scripts put into the environment, without the shells, which may not be here."""
    for name, value in {**environment, VARIABLE: f"complete_{shell}"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match="0"):
        run([])
    assert "residual" in capsys.readouterr().out


def test_every_kind_of_name_that_is_completed_stands_in_a_help(say: Say) -> None:
    from leasecalc.cli.app import COMMANDS

    helps = " ".join(say(command.__name__.rstrip("_"), "--help").out for command in COMMANDS)
    assert [name for name in BY_METAVAR if name.strip("[].") not in helps] == []

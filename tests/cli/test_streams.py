"""Terminals, pipes, colours and encodings, with the command as a process of its own."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leasecalc.report.render.widths import display_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Said, SaidBytes

    Say = Callable[..., Said]
    Call = Callable[..., SaidBytes]

ROOT = Path(__file__).parents[2]
DEALS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "deals").rglob("*.yaml"))
ZA = "deals/za-box-60m.yaml"
BROKEN = "tests/errors/deals/full_width_colon.yaml"
AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}")
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def at_a_terminal(columns: int, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """Return what the command shows on a terminal of so many columns."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    plain = os.environ | {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"} | (environment or {})
    command = [sys.executable, "-m", "leasecalc", *arguments]
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=plain, cwd=ROOT) as process:
        os.close(follower)
        content = b"".join(pieces(leader))
    os.close(leader)
    assert process.returncode in {0, 1}, content
    return content.decode("utf-8").replace("\r\n", "\n")


def pieces(leader: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # the other end is closed
            return
        if not piece:
            return
        yield piece


def amounts_of(node: Any) -> set[str]:
    """Return the text of every amount in a result: money is a string of digits and a dot."""
    if isinstance(node, dict):
        return {text for child in node.values() for text in amounts_of(child)}
    if isinstance(node, list):
        return {text for child in node for text in amounts_of(child)}
    return {node} if isinstance(node, str) and AMOUNT.fullmatch(node) else set()


def shown_amounts(text: str) -> set[str]:
    return {found.replace(",", "") for found in re.findall(r"-?[0-9][0-9,]*\.[0-9]+", text)}


#: Parts of the result that a page sums up instead of printing: dated flows, formulas and codes are for machines.
FOR_MACHINES = ("written", "deal", "conversions", "lease_legs", "sale_legs", "funding_legs", "measures", "yields")
#: What a part of the result has by date, beside what the page shows of it.
BY_DATE = {"funding": ("rows", "gap", "buckets"), "tax": ("lease_legs", "sale_legs")}


@pytest.mark.parametrize("deal", DEALS)
def test_every_amount_of_the_result_is_printed(say: Say, deal: str) -> None:
    report = json.loads(say("price", deal, "--format", "json").out)
    page = say("price", deal).out
    lines = report["landed"].pop("lines")
    shown = [line["amount"] for line in lines if line["group"] != "value"]  # the customs value and its parts are bases
    for part, flows in BY_DATE.items():  # `leasecalc funding` prints the loan; legs of taxes are summed up by year
        for name in flows:
            (report.get(part) or {}).pop(name, None)
    wanted = amounts_of({key: part for key, part in report.items() if key not in FOR_MACHINES}) | set(shown)
    assert wanted - shown_amounts(page) <= {"0.00", "-0.00"}


@pytest.mark.parametrize("columns", [60, 80])
def test_a_narrow_terminal_crops_no_number(columns: int) -> None:
    narrow = ESCAPE.sub("", at_a_terminal(columns, "price", ZA))
    assert max(display_width(line) for line in narrow.splitlines()) <= columns
    wide = ESCAPE.sub("", at_a_terminal(400, "price", ZA))
    lost = shown_amounts(wide) - shown_amounts(narrow)
    if lost:
        assert re.search(r"not shown|hidden|--wide", narrow), lost
    assert "…" not in narrow


def test_a_terminal_gets_colour_and_a_pipe_does_not(call: Call) -> None:
    assert "\x1b[" in at_a_terminal(100, "price", ZA)
    assert b"\x1b[" not in call("price", ZA).out


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({"NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, (), False),
        ({"TERM": "dumb"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({}, ("--color", "never"), False),
    ],
)
def test_colour_on_a_terminal(environment: dict[str, str], arguments: tuple[str, ...], coloured: bool) -> None:
    assert ("\x1b[" in at_a_terminal(100, "schedule", ZA, *arguments, environment=environment)) == coloured


def test_colour_in_a_pipe(call: Call) -> None:
    assert b"\x1b[" in call("schedule", ZA, environment={"FORCE_COLOR": "1"}).out
    assert b"\x1b[" in call("schedule", ZA, "--color", "always").out
    assert b"\x1b[1m" in call("schedule", BROKEN, environment={"FORCE_COLOR": "1"}).err
    assert b"\x1b[" not in call("price", ZA, "--format", "json", environment={"FORCE_COLOR": "1"}).out


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "cp1252"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=lambda environment: "+".join(environment.values()),
)
def test_any_encoding_can_be_written(call: Call, environment: dict[str, str]) -> None:
    encoding = environment.get("PYTHONIOENCODING", "ascii")
    page, refused = call("price", ZA, environment=environment), call("price", BROKEN, environment=environment)
    assert (page.code, refused.code) == (0, 3)
    assert "427.57" in page.out.decode(encoding)
    assert "LC112" in refused.err.decode(encoding)
    if encoding == "gbk":
        assert "：" in refused.err.decode(encoding)
    result = call("price", ZA, "--format", "json", environment=environment).out.decode(encoding)
    assert json.loads(result) == json.loads(call("price", ZA, "--format", "json").out), "no sign of a result is lost"


def in_a_shell(line: str) -> subprocess.CompletedProcess[bytes]:
    shell = ["/bin/bash", "-c", f"set -o pipefail; {sys.executable} -m leasecalc {line}"]
    return subprocess.run(shell, capture_output=True, check=False, cwd=ROOT)


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    done = in_a_shell(f"price {ZA} --format json | head -c 10")
    assert (done.stdout[:1], done.stderr) == (b"{", b"")


@pytest.mark.parametrize(
    ("where", "code", "told"),
    [
        (">&-", 2, b"leasecalc: standard output is closed\n"),
        ("> /dev/full", 2, b"leasecalc: no space left on device\n"),
        ("> /dev/null 2>&-", 0, b""),
        (f"--markets {'x' * 300} 2>&1 | cut -c -30", 2, b""),
    ],
)
def test_a_stream_that_cannot_be_written_is_told(where: str, code: int, told: bytes) -> None:
    done = in_a_shell(f"schedule {ZA} {where}")
    assert (done.returncode, done.stderr) == (code, told)


def test_a_refusal_keeps_its_code_where_nobody_listens() -> None:
    assert in_a_shell("price no-such-file.yaml 2>&-").returncode == 3

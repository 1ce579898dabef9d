"""`leasecalc batch`: every cell is the deal priced alone, in a fixed order, whatever fails and however often it is killed."""

from __future__ import annotations

import csv
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from leasecalc import api
from leasecalc.batching import parts as parts_module
from leasecalc.batching.plan import planned
from leasecalc.batching.rows import rows_of, said
from leasecalc.batching.run import Wishes, run
from leasecalc.cli.run import run as run_cli
from leasecalc.engine.measures import MEASURES
from leasecalc.errors import CalculationError, UsageError
from leasecalc.report.decimals import printed_difference
from leasecalc.workers.local import worked

DEALS = Path(__file__).parents[2] / "deals"
BOX, HONRI = str(DEALS / "za-box-60m.yaml"), str(DEALS / "pk-honri-36m.yaml")
TERMS = "lease.term=36months,60months"


def table(path: Path) -> list[dict[str, str]]:
    """Read a CSV."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_cell_is_the_deal_priced_alone(tmp_path: Path) -> None:
    output = tmp_path / "batch.csv"
    plan = planned([BOX, HONRI], [], [TERMS, "deal.discount_rate=8%,12%"])
    summary = run(plan, Wishes(output=str(output)))
    rows = table(output)
    assert [row["cell"] for row in rows] == [str(number) for number in range(1, 9)]
    assert [(row["lease.term"], row["deal.discount_rate"]) for row in rows[:4]] == [
        ("36months", "8%"), ("36months", "12%"), ("60months", "8%"), ("60months", "12%")
    ]  # fmt: skip
    for row in rows:
        texts = [f"lease.term={row['lease.term']}", f"deal.discount_rate={row['deal.discount_rate']}"]
        priced = api.price(api.load(row["file"], texts), api.library())
        assert row["status"] == "priced"
        for measure in MEASURES:
            value = float(measure.compute(priced) if measure.name != "lease_minus_sale" else printed_difference(priced))
            currency = row["lease_currency" if measure.name in {"rent", "exact_rent", "residual"} else "currency"]
            expected = said(value, currency if measure.unit == "money" else "") if value == value else ""  # noqa: PLR0124
            assert row[measure.name] == str(expected), measure.name
    assert (summary.cells, summary.failed) == (8, 0)
    assert summary.best[0].value == max(float(row["lease_minus_sale"]) for row in rows)


def test_a_broken_deal_in_the_middle_is_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(Path(BOX).read_text("utf-8").replace("term: 60 months", "term: 60"), encoding="utf-8")
    output = tmp_path / "out.jsonl"
    assert run_cli(["batch", BOX, str(broken), str(tmp_path / "missing.yaml"), HONRI, "-o", str(output)]) == 1
    rows = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [row["status"] for row in rows] == ["priced", "error", "error", "priced"]
    line = broken.read_text("utf-8").splitlines().index("  term: 60") + 1
    assert rows[1]["place"].startswith(f"{broken}:{line}:")
    assert rows[1]["code"].startswith("LC2")
    assert "missing.yaml" in rows[2]["reason"] + rows[2]["place"]
    shown = capsys.readouterr().out
    assert "2 of 4 cells have a price" in shown
    assert not list(tmp_path.glob("*.parts"))


def test_markets_that_cannot_be_priced_are_rows_with_reasons(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    assert run_cli(["batch", BOX, "--markets", "ZA,UZ", "--set", "import.importer=lessee", "-o", str(output)]) == 1
    rows = table(output)
    assert [(row["market"], row["status"], row["code"]) for row in rows] == [("ZA", "priced", ""), ("UZ", "error", "LC402")]
    assert "UZS" in rows[1]["reason"]


def test_rows_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(["batch", BOX, "--set", TERMS]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert run_cli(["batch", BOX, "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["rent"] == "270.62"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere/*.yaml"], "there is no deal file"),
        ([BOX, "-o", "x.txt"], ".parquet"),
        ([BOX, "--set", "lease.term"], "PATH=VALUE,VALUE"),
        ([BOX, "--rank", "rnt"], "did you mean"),
        ([BOX, "--resume"], "name it with -o"),
        ([BOX, "--workers", "-1"], "--workers"),
        ([BOX, "-f", "xlsx"], "csv or jsonl"),
    ],
)
def test_usage_of_batch(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_cli(["batch", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_workers_give_the_same_file(tmp_path: Path) -> None:
    plan = planned(
        [BOX, HONRI], [], [TERMS, "deal.discount_rate=7%,8%,9%,10%,11%,12%,13%,14%,15%,16%,17%,18%,19%,20%,21%,22%,23%"]
    )
    files = []
    for workers in (1, 2, 4):
        output = tmp_path / f"by_{workers}.csv"
        run(plan, Wishes(output=str(output), workers=workers))
        files.append(output.read_bytes())
    assert files[0] == files[1] == files[2]
    assert plan.chunks > 1


@pytest.mark.parametrize("suffix", ["parquet", "xlsx"])
def test_tables_hold_what_the_csv_holds(tmp_path: Path, suffix: str) -> None:
    reader = pytest.importorskip({"parquet": "pyarrow.parquet", "xlsx": "xlsxwriter"}[suffix], reason=f"the extra for .{suffix}")
    plan = planned([BOX, HONRI], [], [TERMS])
    for name in ("out.csv", f"out.{suffix}"):
        run(plan, Wishes(output=str(tmp_path / name)))
    rows = table(tmp_path / "out.csv")
    if suffix == "parquet":
        found = reader.read_table(tmp_path / "out.parquet").to_pylist()
        assert [row["lease_minus_sale"] for row in found] == [float(row["lease_minus_sale"]) for row in rows]
        assert [row["file"] for row in found] == [row["file"] for row in rows]
    else:
        import zipfile

        sheet = zipfile.ZipFile(tmp_path / "out.xlsx").read("xl/worksheets/sheet1.xml").decode()
        for row in rows:
            assert f"<v>{float(row['lease_minus_sale']):.16G}</v>" in sheet


def chunks_in(parts: Path) -> int:
    """Return how many chunks of an unfinished batch are kept."""
    return len(list(parts.glob("0*.jsonl")))


def kill_midway(command: list[str], folder: Path, parts: Path, delay: float) -> int:
    """Start a batch in a group of its own and kill it, workers and all, when it has kept one chunk more, and a moment later; return how many it has."""
    before = chunks_in(parts)
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while chunks_in(parts) <= before and process.poll() is None:
        time.sleep(0.001)
    time.sleep(delay)
    ended = process.poll()
    os.killpg(process.pid, signal.SIGKILL) if ended is None else None
    process.wait()
    assert ended is None, "it was done before it was killed"
    return chunks_in(parts)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are of POSIX")
@pytest.mark.parametrize(("suffix", "workers"), [("csv", 2), ("jsonl", 1), ("parquet", 2), ("xlsx", 1)])
def test_killed_again_and_again_and_resumed_it_is_the_same_file(tmp_path: Path, suffix: str, workers: int) -> None:
    """Killed five times, each time with some chunks done and others not: in other words never before it began."""
    if suffix in {"parquet", "xlsx"}:
        pytest.importorskip({"parquet": "pyarrow", "xlsx": "xlsxwriter"}[suffix], reason=f"the extra for .{suffix}")
    setting = "deal.discount_rate=" + ",".join(f"{rate / 100:g}%" for rate in range(500, 1500))
    plan = planned([BOX], [], [setting])
    run(plan, Wishes(output=str(tmp_path / f"whole.{suffix}")))
    command = [
        sys.executable,
        "-m",
        "leasecalc",
        "batch",
        BOX,
        "--set",
        setting,
        "--workers",
        str(workers),
        "-o",
        f"torn.{suffix}",
    ]
    parts, moments = tmp_path / f"torn.{suffix}.parts", random.Random(f"{suffix} {workers}")  # noqa: S311 - when to kill, no secret
    for kill in range(5):
        kept = kill_midway([*command, *(["--resume"] if kill else [])], tmp_path, parts, moments.uniform(0.0, 0.04))
        assert 0 < kept < plan.chunks, "killed with nothing left to do"
        assert not (tmp_path / f"torn.{suffix}").exists()
    subprocess.run([*command, "--resume"], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    assert (tmp_path / f"torn.{suffix}").read_bytes() == (tmp_path / f"whole.{suffix}").read_bytes()
    assert not parts.exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 120 kB, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=120k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not done or done.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run([shutil.which("umount") or "umount", str(folder)], check=True)


def remounted(folder: Path, options: str) -> None:
    """Change the options of a mounted disk."""
    subprocess.run([shutil.which("mount") or "mount", "-o", f"remount,{options}", str(folder)], check=True)


def test_a_disk_that_is_really_full_and_one_that_may_not_be_written(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rates = "deal.discount_rate=" + ",".join(f"{rate / 10:g}%" for rate in range(50, 150))
    command = ["batch", BOX, "--set", rates, "--workers", "1", "-o"]
    output = small_disk / "out.jsonl"
    assert run_cli([*command, str(output)]) == 2
    told = capsys.readouterr().err
    assert "the disk is full; free some space" in told
    assert "stopped at 64 of 100 cells, which are kept; the same command with --resume goes on" in told
    remounted(small_disk, "size=2M")
    assert run_cli([*command, str(output), "--resume"]) == 0
    assert run_cli([*command, str(tmp_path / "whole.jsonl")]) == 0
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert [path.name for path in small_disk.iterdir()] == ["out.jsonl"]
    remounted(small_disk, "ro")
    assert run_cli([*command, str(small_disk / "other.csv")]) == 2
    assert "Read-only file system" in capsys.readouterr().err


def test_chunks_that_belong_to_nobody_are_not_taken_up(tmp_path: Path) -> None:
    """A batch killed while it cleaned up leaves chunks; another batch of the same name must not take them for its own."""
    output = tmp_path / "out.csv"
    parts = parts_module.Parts(output, "one", 1)
    parts.begin(resume=False)
    parts.keep(0, [{"cell": 1}])
    (parts.folder / "about.json").unlink()
    with pytest.raises(UsageError, match="another batch"):
        run(planned([BOX], [], []), Wishes(output=str(output), resume=True))


def test_an_interrupted_batch_is_not_overwritten_and_another_is_not_resumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.csv"
    plan = planned([BOX], [], ["deal.discount_rate=" + ",".join(f"{rate}%" for rate in range(1, 101))])

    def full(chunk: int) -> list[dict[str, object]]:
        if chunk == 1:
            raise KeyboardInterrupt
        return rows_of(plan, chunk)

    monkeypatch.setattr("leasecalc.batching.run.rows_of", lambda _, chunk: full(chunk))
    with pytest.raises(KeyboardInterrupt):
        run(plan, Wishes(output=str(output)))
    monkeypatch.undo()
    with pytest.raises(UsageError, match="--resume"):
        run(plan, Wishes(output=str(output)))
    with pytest.raises(UsageError, match="another batch"):
        run(planned([BOX], [], ["deal.discount_rate=1%,2%"]), Wishes(output=str(output), resume=True))
    run(plan, Wishes(output=str(output), resume=True))
    assert len(table(output)) == 100
    with pytest.raises(UsageError, match="nothing to go on with"):
        run(plan, Wishes(output=str(output), resume=True))


def test_a_full_disk_loses_no_row_that_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "out.csv"
    plan = planned([BOX], [], ["deal.discount_rate=" + ",".join(f"{rate}%" for rate in range(1, 151))])
    keep, written = parts_module.Parts.keep, []

    def disk(self: parts_module.Parts, chunk: int, rows: list[dict[str, object]]) -> None:
        if len(written) == 2:
            with monkeypatch.context() as patch:
                patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
                keep(self, chunk, rows)
        written.append(chunk)
        keep(self, chunk, rows)

    monkeypatch.setattr(parts_module.Parts, "keep", disk)
    with pytest.raises(UsageError, match="the disk is full"):
        run(plan, Wishes(output=str(output)))
    monkeypatch.undo()
    run(plan, Wishes(output=str(output), resume=True))
    assert len(table(output)) == 150


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that not even root may write to is of Linux")
def test_a_folder_that_may_not_be_written() -> None:
    with pytest.raises(UsageError, match="cannot write beside the output"):
        run(planned([BOX], [], []), Wishes(output="/proc/self/out.csv"))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write beside the output"):
        run(planned([BOX], [], []), Wishes(output=str(tmp_path / "none" / "out.csv")))


def die_once(chunk: int) -> int:
    """Kill the worker that has chunk 3, the first time."""
    mark = Path(os.environ["LEASECALC_TEST_MARK"])
    if chunk == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk * chunk


def die_always(chunk: int) -> int:
    """Kill the worker that has chunk 1, always."""
    if chunk == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is of POSIX")
def test_the_chunk_of_a_lost_worker_is_given_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEASECALC_TEST_MARK", str(tmp_path / "died"))
    assert dict(worked(die_once, range(20), 2)) == {chunk: chunk * chunk for chunk in range(20)}
    assert (tmp_path / "died").exists()
    with pytest.raises(CalculationError, match="lost its worker 3 times"):
        dict(worked(die_always, range(4), 2))


def test_a_changed_deal_is_another_batch(tmp_path: Path) -> None:
    own = tmp_path / "deal.yaml"
    shutil.copy(BOX, own)
    before = planned([str(own)], [], []).fingerprint("1")
    own.write_text(own.read_text("utf-8").replace("89800", "89801"), encoding="utf-8")
    assert planned([str(own)], [], []).fingerprint("1") != before

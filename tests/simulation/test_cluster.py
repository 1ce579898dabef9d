"""The same numbers from a cluster, also when a worker is killed midway."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from leasecalc import api
from leasecalc.batching.plan import planned
from leasecalc.batching.run import Wishes, run
from leasecalc.cli.run import run as run_cli
from leasecalc.errors import UsageError
from leasecalc.simulation.draws import BLOCK, Draw
from leasecalc.simulation.model import model_of
from leasecalc.simulation.run import CHUNK_BLOCKS, simulate
from leasecalc.workers.cluster import on_cluster

distributed = pytest.importorskip("distributed", reason="the extra `dask`")
pytestmark = pytest.mark.filterwarnings("ignore")

DEALS = Path(__file__).parents[2] / "deals"


@pytest.fixture
def cluster():
    """Start a scheduler and two workers, each a process of its own."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as started:
        yield started


def test_a_killed_worker_changes_nothing(cluster, tmp_path: Path) -> None:
    deal = api.load(str(DEALS / "risk" / "uz-yuanup-chances.yaml"))
    model = model_of(deal.document, api.price(deal, api.library()))
    draw = Draw(paths=8 * CHUNK_BLOCKS * BLOCK, seed=5)
    here = simulate(model, draw, workers=1)
    victims = [worker.pid for worker in cluster.workers.values()][:1]
    done = []

    def kill(count: int, _of: int) -> None:
        if not done:
            os.kill(victims[0], signal.SIGKILL)
        done.append(count)

    there = simulate(model, draw, told=kill, engine=on_cluster(cluster.scheduler_address.removeprefix("tcp://")))
    assert there.distributions == here.distributions
    assert there.shares == here.shares
    assert done[-1] == draw.paths


def test_a_batch_on_a_cluster_is_the_same_file(cluster, tmp_path: Path) -> None:
    plan = planned([str(DEALS / "za-box-60m.yaml")], [], ["deal.discount_rate=" + ",".join(f"{rate}%" for rate in range(1, 101))])
    run(plan, Wishes(output=str(tmp_path / "here.csv")))
    address = cluster.scheduler_address.removeprefix("tcp://")
    code = run_cli(
        ["batch", str(DEALS / "za-box-60m.yaml"), "--set", "deal.discount_rate=" + ",".join(f"{rate}%" for rate in range(1, 101)),
         "--engine", f"dask://{address}", "-o", str(tmp_path / "there.csv")]
    )  # fmt: skip
    assert code == 0
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()


def test_no_scheduler(capsys: pytest.CaptureFixture[str]) -> None:
    began = time.monotonic()
    with pytest.raises(UsageError, match="no scheduler answers"):
        on_cluster("127.0.0.1:1")
    assert time.monotonic() - began < 30
    assert run_cli(["simulate", str(DEALS / "uz-yuanup-60m.yaml"), "--engine", "spark://x:1"]) == 2
    assert "dask://HOST:PORT" in capsys.readouterr().err

"""A saved simulation and the rows of a batch, made once, and their documents."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from leasecalc.cli.actions.documents.saved import ranking_of, risk_of
from leasecalc.cli.run import run
from leasecalc.languages import words_of
from leasecalc.term_sheet.html import html

RISK = "deals/risk/uz-yuanup-chances.yaml"
PRICES = ("13000 USD", "13900 USD", "14500 USD")
TERMS = ("48 months", "60 months")


@cache
def folder() -> Path:
    return Path(mkdtemp(prefix="leasecalc-test-"))


@cache
def simulated() -> Path:
    target = folder() / "risk.json"
    assert run(["simulate", RISK, "--paths", "2000", "-o", str(target)]) == 0
    return target


@cache
def priced(suffix: str = ".jsonl") -> Path:
    target = folder() / f"rows{suffix}"
    more = [
        "--set",
        f"sale.price={','.join(PRICES)}",
        "--set",
        f"lease.term={','.join(TERMS)}",
        "--workers",
        "1",
        "--format",
        "json",
    ]
    assert run(["batch", "deals/za-box-60m.yaml", "--markets", "ZA,UZ", *more, "-o", str(target)]) == 1
    return target


@cache
def rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in priced().read_text(encoding="utf-8").splitlines())


@cache
def risk_page(language: str = "en") -> str:
    return html(risk_of(str(simulated())), words_of(language))


@cache
def ranking_page(language: str = "en") -> str:
    return html(ranking_of(str(priced()), "lease_minus_sale"), words_of(language))

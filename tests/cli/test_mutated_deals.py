"""Sample deals with random damage: the program prices them, or says what is wrong, and never fails itself."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from leasecalc.cli.run import run

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "deals").rglob("*.yaml"))
EXAMPLES = int(os.environ.get("LEASECALC_EXAMPLES", "150"))
VALUE = re.compile(rb"(?<=: )[^\n{\[#]+|(?<=[\[{,] )[^,\n\]}]+")
NASTY = (
    b"", b"~", b"0", b"-1", b"00", b"1e9", b"nan", b".inf", b"13", b"[]", b"{}", b"[[]]", b"{a: {b: [c]}}", b"'", b'"', b"\xff", b"\xe4\xb8",
    "\uff11\uff12".encode(), "\u2028".encode(), b"\t", b"&a", b"*a", b"!!int 1", b"x" * 3000, b"---", b"yes", b"NO", b"-0",
    b"1.0000000000000000000000000001", b"-1 USD", b"KWD", b"used", b"temporary", b"gross_rent", b"act/act_isda", b"npv",
)  # fmt: skip
MARKETS = [path.stem for path in (ROOT / "src" / "leasecalc" / "markets" / "data").glob("*.yaml")]
#: What a value looks like, and others of its kind: right in form, and unlikely, too large or contradictory.
KINDS = tuple((re.compile(pattern), others.split("|")) for pattern, others in (
    (r"-?[0-9.]+%", "0%|0.000001%|-50%|-99%|99.9%|100%|250%|999%|1000%|1bp|33.333333333333%"),
    (r"[0-9.]+ (?=[A-Z]{3}\b)", "0 |0.001 |0.005 |1 |12345.678 |1000000000 |999999999999999 |0.0000000001 "),
    (r"[0-9]+ (months?|days?|weeks?|years?)", "0 months|1 month|1 day|12 months|13 months|600 months|52 weeks|1 week|3650 days|100 years"),
    (r"\d{4}-\d\d-\d\d", "1900-01-01|2024-02-29|2026-12-31|2199-12-31|2010-07-01"),
    (r"\b(weekly|fortnightly|monthly|quarterly|half_yearly|yearly)\b", "weekly|fortnightly|monthly|quarterly|half_yearly|yearly"),
    (r"\b(advance|arrears)\b", "advance|arrears"),
    (r"\b(finance|operating)\b", "finance|operating"),
    (r"\b(purchase_option|guaranteed|unguaranteed|balloon)\b", "purchase_option|guaranteed|unguaranteed|balloon"),
    (r"\b(bev|erev|phev|hev)\b", "bev|erev|phev|hev|petrol|diesel"),
    (r"(?<=market: )[A-Z]{2}", "|".join(sorted(MARKETS))),
    (r"importer: \w+", "importer: lessor|importer: lessee"),
    (r"(?<=[A-Z]{3}/[A-Z]{3}: )[0-9.]+", "0.000000001|0.0001|1|100000|99999999999999"),
    (r"\b(FOB|CIF|EXW|DAP)\b", "FOB|CIF|EXW|DAP|DDP|CFR"),
    (r"of (price|fob|sale|financed|residual)", "of price|of fob|of sale|of financed|of ex_vat"),
    (r"(at|after|before) (pricing|order|purchase|export|arrival|commencement|end)", "at end|after end|before export|before pricing|at pricing"),
    (r"claimant: \w+", "claimant: maker|claimant: trading_company"),
    (r"vat: \w+", "vat: none|vat: excluded|vat: included"),
    (r"(?<=: )[0-9]+(\.[0-9]+)?(?=[ \n,}])", "0|1|0.0001|1000000|99999999999999999"),
))  # fmt: skip


def damaged(content: bytes, draw: st.DrawFn) -> bytes:
    how = draw(
        st.sampled_from(
            (with_another_of_its_kind,) * 6 + (with_another_value,) * 2 + (with_other_lines,) * 4 + (with_other_bytes,) * 2
        )
    )
    return how(content, draw)


def with_another_value(content: bytes, draw: st.DrawFn) -> bytes:
    places = [match.span() for match in VALUE.finditer(content)]
    if not places:
        return content
    start, end = draw(st.sampled_from(places))
    return content[:start] + draw(st.sampled_from(NASTY)) + content[end:]


def with_other_bytes(content: bytes, draw: st.DrawFn) -> bytes:
    at = draw(st.integers(0, max(0, len(content) - 1)))
    return draw(st.sampled_from((content[:at], content[:at] + bytes([draw(st.integers(0, 255))]) + content[at + 1 :])))


def with_other_lines(content: bytes, draw: st.DrawFn) -> bytes:
    lines = content.split(b"\n")
    here, there = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    kind = draw(st.sampled_from(("delete", "repeat", "swap", "indent")))
    if kind == "delete":
        del lines[here]
    elif kind == "repeat":
        lines.insert(there, lines[here])
    elif kind == "swap":
        lines[here], lines[there] = lines[there], lines[here]
    else:
        lines[here] = b"  " + lines[here]
    return b"\n".join(lines)


def with_another_of_its_kind(content: bytes, draw: st.DrawFn) -> bytes:
    text = content.decode("utf-8", "replace")
    pattern, others = draw(st.sampled_from(KINDS))
    places = [match.span() for match in pattern.finditer(text)]
    if not places:
        return content
    start, end = draw(st.sampled_from(places))
    return (text[:start] + draw(st.sampled_from(others)) + text[end:]).encode("utf-8")


@st.composite
def damaged_deals(draw: st.DrawFn) -> bytes:
    content = draw(st.sampled_from(SAMPLES)).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        content = damaged(content, draw)
    return content


def outcome(content: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    deal = folder / "deal.yaml"
    deal.write_bytes(content)
    code = run(["price", str(deal)])
    out, err = capsys.readouterr()
    return code, out, err


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(damaged_deals())
@example(SAMPLES[0].read_bytes().replace(b"\n", b"\r\n"))
@example(SAMPLES[0].read_bytes().replace(b"\n", b"\r"))
def test_damage_is_priced_or_told(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    code, out, err = outcome(content, tmp_path_factory.getbasetemp(), capsys)
    assert code in {0, 1, 3, 4}, err
    assert "Traceback" not in err
    assert bool(out) == (code in {0, 1})
    if code == 3:
        assert re.search(r"\bLC[0-9]{3} ", err)
    for word in (" nan", " inf ", " None", "Decimal("):
        assert word not in out

#!/usr/bin/env bash
# best-market.sh DEAL MARKETS [MEASURE]: prices the deal in each market (ZA,UZ,MX) and names the one in which a measure is highest.
# Leaves with 0 and the best market in the last line, with 1 where a market has no price (the others are still compared), with 2 where none has.
set -euo pipefail
deal="$1" markets="$2" measure="${3:-lease_minus_sale}"
rows="$(mktemp)"
trap 'rm -f "$rows"' EXIT
code=0
leasecalc batch "$deal" --markets "$markets" --format csv > "$rows" 2> /dev/null || code=$?
((code <= 1)) || { echo "the batch failed" >&2; exit "$code"; }
python3 - "$rows" "$measure" << 'END'
import csv
import sys
from decimal import Decimal

rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
measure = sys.argv[2]
priced = [row for row in rows if row["status"] == "priced" and row[measure]]
for row in rows:
    if row in priced:
        print(row["market"], row["rent"], row[measure], row["currency"], sep="\t")
    else:
        print(row["market"], row["code"] or "no value", row["reason"], sep="\t")
if not priced or len({row["currency"] for row in priced}) > 1:
    sys.exit("no market can be ranked")
best = max(priced, key=lambda row: Decimal(row[measure]))
print(f"best\t{best['market']}\t{best[measure]} {best['currency']}")
END
exit "$code"

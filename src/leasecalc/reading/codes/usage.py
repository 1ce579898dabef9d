"""LC7xx: the command line and the files that it names."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "LC701",
        "file that cannot be read",
        "The file does not exist, is a directory, or may not be read. Paths are relative to the directory in "
        "which the command runs; a file named by `extends:` is relative to the file that names it. `-` stands for "
        "standard input.",
    ),
    Code(
        "LC702",
        "`--set` without path or value",
        "`--set` takes `path=value`: keys with dots between them, an equals sign, and the value as it would be "
        "typed in the file. Quote the whole when it has spaces: `--set 'lease.term=48 months'`.",
    ),
    Code(
        "LC703",
        "saved result that cannot be compared",
        "`leasecalc diff` reads results that `leasecalc price DEAL -o FILE.json` wrote: whole, with the deal as it was written then. Price the deal "
        "again where an older version wrote it.",
    ),
    Code(
        "LC704",
        "baseline that cannot be read",
        "A baseline is written by `leasecalc check --update` and holds figures as an `expect:` block does: `rent: 270.62 USD within 0.01 USD`. Change "
        "tolerances in it by hand, and figures by `--update`.",
    ),
)

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
)

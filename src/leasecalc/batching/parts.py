"""The parts of an unfinished batch: a folder beside the output, one file a chunk, each written whole, so that a kill loses one chunk."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leasecalc.errors import UsageError
from leasecalc.report.render.output import write_whole

if TYPE_CHECKING:
    from leasecalc.batching.rows import Row

ABOUT = "about.json"


class Parts:
    """The folder ``OUTPUT.parts``. Raises ``UsageError`` where it cannot be written, or holds another batch."""

    def __init__(self, output: Path, fingerprint: str, chunks: int, *, suffix: str = ".jsonl") -> None:
        self.folder = output.with_name(f"{output.name}.parts")
        self._suffix = suffix
        self._chunks = chunks
        self._about = {"fingerprint": fingerprint, "chunks": chunks}

    def begin(self, *, resume: bool) -> set[int]:
        """Open the folder; return the chunks that an earlier run of the same batch has finished."""
        about = self.folder / ABOUT
        if not self.folder.exists():
            if resume:
                raise UsageError(f"--resume: there is nothing to go on with; {self.folder} does not exist")
            self._make()
        elif not resume:
            raise UsageError(f"{self.folder} holds an interrupted batch: go on with it by --resume, or delete the folder")
        elif not about.is_file() and not self._holds_chunks():  # killed while it began, or at its very end
            write_whole(about, json.dumps(self._about) + "\n")
        elif not about.is_file() or json.loads(about.read_text("utf-8")) != self._about:
            raise UsageError(
                f"--resume: {self.folder} is of another batch (other deals, values, market data or version); delete it to begin anew"
            )
        return {chunk for chunk in range(self._chunks) if self.file(chunk).is_file()}

    def _holds_chunks(self) -> bool:
        return any(path.suffix == self._suffix for path in self.folder.iterdir())

    def _make(self) -> None:
        try:
            self.folder.mkdir()
        except OSError as fault:
            raise UsageError(f"cannot write beside the output: {self.folder}: {fault.strerror or fault}") from fault
        write_whole(self.folder / ABOUT, json.dumps(self._about) + "\n")

    def file(self, chunk: int) -> Path:
        """Return where the rows of a chunk are kept."""
        return self.folder / f"{chunk:08d}{self._suffix}"

    def keep(self, chunk: int, rows: list[Row]) -> None:
        """Write the rows of one chunk, whole or not at all."""
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        write_whole(self.file(chunk), "\n".join(lines) + "\n")

    def rows(self) -> Iterator[Row]:
        """Yield all rows in the order of the batch, one chunk in memory at a time."""
        for chunk in range(self._chunks):
            with self.file(chunk).open(encoding="utf-8") as stream:
                for line in stream:
                    row: dict[str, Any] = json.loads(line)
                    yield row

    def remove(self) -> None:
        """Delete the folder; the output is there."""
        about = self.folder / ABOUT
        for path in self.folder.iterdir():
            if path != about:
                path.unlink()
        about.unlink(missing_ok=True)  # last: chunks without it belong to nobody
        os.rmdir(self.folder)  # noqa: PTH106 - an empty folder only

"""Files as they were in a git revision, put into a folder of their own with everything that they name."""

from __future__ import annotations

import subprocess
from pathlib import Path

from leasecalc import api
from leasecalc.errors import InputError, UsageError
from leasecalc.records import record, replace

SINCE_THEY_PARTED = "..."
"""Behind a revision: not that commit, but the last one that it and HEAD have in common, as in a pull request."""
YAML = (".yaml", ".yml")


@record
class Revision:
    """A commit of the repository at ``top``, its files put below ``folder`` as they are asked for; ``name`` is what was typed."""

    name: str
    commit: str
    top: Path
    folder: Path

    def has(self, path: str) -> bool:
        """Return whether the file was there."""
        return _asked(self.top, "cat-file", "-e", f"{self.commit}:{self._inside(path)}").returncode == 0

    def fetch(self, path: str) -> str:
        """Put a deal file with what it extends and the tables that it names into the folder, and return where it is now."""
        inside = self._inside(path)
        content = _asked(self.top, "show", f"{self.commit}:{inside}")
        target = self.folder / inside
        if content.returncode == 0 and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.stdout)
            for name in _named(target):
                self.fetch(str(Path(path).parent / name))
        return str(target)

    def fetch_markets(self, directory: str) -> str | None:
        """Put the market files of a directory into the folder; None where it is outside the repository or was not there yet."""
        try:
            inside = self._inside(directory)
        except UsageError:
            return None
        names = self.names(directory)
        for name in names:
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_asked(self.top, "show", f"{self.commit}:{name}").stdout)
        return str(self.folder / inside) if names else None

    def names(self, directory: str) -> tuple[str, ...]:
        """Return the YAML files below a directory, from the top of the repository."""
        listed = _asked(self.top, "ls-tree", "-r", "--name-only", "-z", self.commit, "--", f"{self._inside(directory)}/")
        return tuple(name for name in listed.stdout.decode("utf-8", "replace").split("\0") if name.endswith(YAML))

    def shown(self, text: str) -> str:
        """Return a text with the revision in the place of the folder: ``origin/main:deals/one.yaml``."""
        return text.replace(f"{self.folder}/", f"{self.name}:")

    def placed(self, error: InputError) -> InputError:
        """Return an error with the revision in the place of the folder."""
        diagnostics = tuple(
            replace(
                one,
                message=self.shown(one.message),
                spans=tuple(replace(span, file=self.shown(span.file)) for span in one.spans),
            )
            for one in error.diagnostics
        )
        return InputError(diagnostics, {self.shown(name): text for name, text in error.sources.items()})

    def _inside(self, path: str) -> str:
        try:
            return Path(path).resolve().relative_to(self.top).as_posix()
        except ValueError:
            raise UsageError(f"--rev: {path} is not in the repository at {self.top}") from None


def revision(name: str, beside: str, folder: Path) -> Revision:
    """Return the revision ``name`` of the repository that ``beside`` is in. Raises ``UsageError`` where git knows neither."""
    near = Path(beside).resolve()
    near = near if near.is_dir() else near.parent
    while not near.exists():
        near = near.parent
    top = _said(near, "rev-parse", "--show-toplevel", fault=f"--rev: {beside} is in no git repository")
    known = f"--rev: git knows no revision `{name}` here"
    bare = name.removesuffix(SINCE_THEY_PARTED)
    commit = _said(near, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{bare}^{{commit}}", fault=known)
    if bare != name:
        commit = _said(near, "merge-base", commit, "HEAD", fault=f"--rev: `{bare}` and HEAD have no commit in common")
    return Revision(name, commit, Path(top).resolve(), folder)


def _said(where: Path, *arguments: str, fault: str) -> str:
    done = _asked(where, *arguments)
    if done.returncode != 0:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(fault + (f" ({told[0]})" if told else ""))
    return done.stdout.decode("utf-8").strip()


def _asked(where: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(where), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise UsageError("--rev needs git, which is not installed here") from None


def _named(deal: Path) -> list[str]:
    """Return the files that a deal names beside itself; a file that cannot be read names none here and is told of when it is loaded."""
    from leasecalc.reading.files import read_text
    from leasecalc.reading.tree import parse

    try:
        data = parse(read_text(str(deal)), str(deal)).data
    except InputError:
        return []
    found = [data.get("extends")] if isinstance(data, dict) else []
    for steps in api.LISTS:
        node = data
        for step in steps:
            node = node.get(step) if isinstance(node, dict) else None
        found.append(node if isinstance(node, str) and node.endswith(".csv") else None)
    return [name for name in found if isinstance(name, str)]

"""The byte code of the modules that runs have loaded, in one file for each command: Python keeps a file for each module, and finding,
opening and setting up 150 of them takes a third of a run.

A module that is imported while no other is being loaded is kept as a *pack*: its own code and that of all modules that its body imports,
in the order in which they were done. Loading the pack runs these bodies one after another; each finds what it imports already there.
A pack counts only while every source in it has the size and the time of change that it was compiled from, as Python has it for its own files;
all else is found in the usual way, and kept for the next run. Only the program itself installs this, never the library.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType
    from typing import Any

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
_PREFIX = "leasecalc."
_BY_THEMSELVES = ("price", "schedule", "compare")
"""Commands that scripts run, which read no code of others."""
_LENGTH = 8


class KeptCode:
    """Finds and loads modules of the program.

    ``packs`` holds by the name of each first module the sources (name, path, size, time of change) and the byte code of the modules in its pack.
    """

    def __init__(self) -> None:
        self.packs: dict[str, tuple[list[tuple[str, str, int, int]], bytes | memoryview]] = {}
        self.codes: dict[str, CodeType] = {}
        self.done: dict[str, list[str]] = {}
        self.fresh: set[str] = set()
        self._usual: dict[str, Any] = {}
        self._first = ""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        """Return where a module of the program is, in a pack or in the usual place."""
        if not name.startswith(_PREFIX):
            return None
        if not self._first and name in self.packs:
            sources = self.packs[name][0]
            if all(map(_is_unchanged, sources)):
                return self._spec(name, sources[-1][1])
            del self.packs[name]
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and hasattr(spec.loader, "get_code"):
            self._usual[name], spec.loader = spec.loader, self  # type: ignore[assignment]
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave the making of the module to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code; before that, where it has a pack, those that it imports."""
        name = module.__name__
        first = not self._first
        if first:
            self._first, self.done[name] = name, []
        try:
            if first and name in self.packs:
                self._unpack(name)
            exec(self.get_code(name), module.__dict__)  # noqa: S102 - what Python itself compiled from the source
            self.done[self._first].append(name)
        finally:
            if first:
                self._first = ""

    def get_code(self, name: str) -> CodeType:
        """Return the code of a module, for those who inspect it."""
        if name not in self.codes:
            self.fresh.add(name)
            self.codes[name] = self._usual[name].get_code(name)
        return self.codes[name]

    def keep(self) -> None:
        """Keep what this run has loaded beside what was kept before."""
        from leasecalc import cache

        if not self.fresh or sys.dont_write_bytecode or not cache.folder():
            return
        for first, names in self.done.items():
            if self.fresh.isdisjoint(names):
                continue
            before = [source[0] for source in self.packs[first][0]] if first in self.packs else []
            names = [*(name for name in before if name not in names and name in self.codes), *names]  # noqa: PLW2901
            sources = [_source(name, self._usual.get(name)) for name in names]
            self.packs[first] = (sources, marshal.dumps([self.codes[name] for name in names]))
        cache.write(_name(), _written(self.packs))

    def _spec(self, name: str, source: str) -> ModuleSpec:
        is_package = source.endswith("__init__.py")
        spec = ModuleSpec(name, self, origin=source, is_package=is_package)  # type: ignore[arg-type]
        spec.has_location = True
        if is_package and spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(source))  # noqa: PTH120
        return spec

    def _unpack(self, first: str) -> None:
        """Load the modules of a pack except the first; where one cannot do without those after it, leave all to the usual way."""
        sources, content = self.packs[first]
        names = [source[0] for source in sources]
        self.codes.update(zip(names, marshal.loads(content), strict=True))  # noqa: S302
        if "threading" in sys.modules:  # another thread could see a module half done
            return
        loaded: list[str] = []
        try:
            for name, source, _, _ in sources[:-1]:
                package = name.rpartition(".")[0]
                if name not in sys.modules and (package in sys.modules or package in names):
                    loaded.append(name)
                    self._load(name, source)
        except Exception:  # noqa: BLE001 - whatever it is, the usual way meets it again and says so
            for name in loaded:
                sys.modules.pop(name, None)
            return
        for name in loaded:
            self.done[first].append(name)
            package, _, last = name.rpartition(".")
            setattr(sys.modules[package], last, sys.modules[name])

    def _load(self, name: str, source: str) -> None:
        spec = self._spec(name, source)
        made: Any = type(sys)(name)
        made.__spec__, made.__loader__, made.__file__ = spec, self, source
        made.__package__ = spec.parent
        if spec.submodule_search_locations is not None:
            made.__path__ = spec.submodule_search_locations
        sys.modules[name] = made
        exec(self.codes[name], made.__dict__)  # noqa: S102


def install() -> KeptCode:
    """Let the modules of the program be found among those that are kept, and return what finds them."""
    from leasecalc import cache

    kept = KeptCode()
    content = cache.read(_name())
    if cache.folder():
        sys.meta_path.insert(0, kept)
    if content:
        try:
            kept.packs = _read(memoryview(content))
        except (ValueError, TypeError, EOFError):
            return kept
    return kept


def _written(packs: dict[str, Any]) -> bytes:
    """Return the content of the file: the length of the table, the table, and the code of each pack."""
    table: list[Any] = []
    start = 0
    for first, (sources, content) in packs.items():
        table.append((first, sources, start, start + len(content)))
        start += len(content)
    head = marshal.dumps(table)
    return b"".join((len(head).to_bytes(_LENGTH, "big"), head, *(bytes(content) for _, content in packs.values())))


def _read(content: memoryview) -> dict[str, tuple[list[tuple[str, str, int, int]], bytes | memoryview]]:
    """Return the packs, whose code stays where it is until it is needed."""
    behind = _LENGTH + int.from_bytes(content[:_LENGTH], "big")
    code = content[behind:]
    table = marshal.loads(content[_LENGTH:behind])  # noqa: S302 - our own file, as trusted as Python's byte code
    if not table or table[-1][3] != len(code):
        raise ValueError("cut off")
    return {first: (sources, code[start:end]) for first, sources, start, end in table}


def _is_unchanged(source: tuple[str, str, int, int]) -> bool:
    try:
        about = os.stat(source[1])  # noqa: PTH116
    except OSError:
        return False
    return about.st_size == source[2] and about.st_mtime_ns == source[3]


def _source(name: str, loader: Any) -> tuple[str, str, int, int]:
    path: str = loader.path if loader is not None else str(sys.modules[name].__file__)
    about = os.stat(path)  # noqa: PTH116
    return name, path, about.st_size, about.st_mtime_ns


def _name() -> str:
    """Return the name of the file for this installation, this interpreter and the command of this run."""
    place = "".join(sign if sign.isalnum() else "_" for sign in _PACKAGE)[-100:]
    command = f"-{sys.argv[1]}" if sys.argv[1:2] and sys.argv[1] in _BY_THEMSELVES else ""
    return f"{place}-{sys.implementation.cache_tag}-{sys.hexversion:x}{sys.flags.optimize}{command}.code"

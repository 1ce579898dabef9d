"""The byte code of the modules that runs have loaded, in one file: Python keeps a file for each, and finding 150 of them takes a third of a run.

Each module counts only while its source has the size and the time of change that it was compiled from, as Python has it for its own files;
any other module is found in the usual way, and kept for the next run. Only the program itself installs this, never the library.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
_PREFIX = "leasecalc."
_BEFORE = {"leasecalc.__main__", "leasecalc.kept_code", "leasecalc.cache"}
"""Loaded before anything can be found here."""


class KeptCode:
    """Finds and loads modules of the program; ``codes`` holds source, size, time of change and byte code of each by its name."""

    def __init__(self) -> None:
        self.codes: dict[str, tuple[str, int, int, bytes]] = {}
        self.loaded: set[str] = set()

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002 - the form of a finder
        """Return where a module is, or None where it is not kept or its source has changed."""
        found = self.codes.get(name)
        if found is None or not _is_unchanged(found):
            return None
        source = found[0]
        is_package = source.endswith("__init__.py")
        spec = ModuleSpec(name, self, origin=source, is_package=is_package)  # type: ignore[arg-type]
        spec.has_location = True
        if is_package and spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(source))  # noqa: PTH120
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave the making of the module to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        self.loaded.add(module.__name__)
        exec(self.get_code(module.__name__), module.__dict__)  # noqa: S102 - what Python itself compiled from the source

    def get_code(self, name: str) -> CodeType:
        """Return the code of a module, for those who inspect it."""
        code: CodeType = marshal.loads(self.codes[name][3])  # noqa: S302
        return code

    def is_complete(self) -> bool:
        """Return whether every module of the program that this run has loaded was kept."""
        return all(name in self.loaded for name in sys.modules if name.startswith(_PREFIX) and name not in _BEFORE)

    def keep(self) -> None:
        """Keep what this run has loaded beside what was kept before."""
        from leasecalc import cache

        if self.is_complete() or sys.dont_write_bytecode or not cache.folder():
            return
        known = {name: found for name, found in self.codes.items() if _is_unchanged(found)}
        for name, module in list(sys.modules.items()):
            spec: Any = getattr(module, "__spec__", None)
            if (
                name.startswith(_PREFIX)
                and name not in self.loaded | _BEFORE
                and hasattr(getattr(spec, "loader", None), "get_code")
            ):
                about = os.stat(spec.origin)  # noqa: PTH116
                known[name] = (spec.origin, about.st_size, about.st_mtime_ns, marshal.dumps(spec.loader.get_code(name)))
        cache.write(_name(), marshal.dumps(known))


def install() -> KeptCode:
    """Let the modules of the program be found among those that are kept, and return what finds them."""
    from leasecalc import cache

    kept = KeptCode()
    content = cache.read(_name())
    try:
        kept.codes = marshal.loads(content) if content else {}  # noqa: S302 - our own file, as trusted as Python's byte code
    except (ValueError, TypeError, EOFError):
        return kept
    if kept.codes:
        sys.meta_path.insert(0, kept)
    return kept


def _is_unchanged(found: tuple[str, int, int, bytes]) -> bool:
    try:
        about = os.stat(found[0])  # noqa: PTH116
    except OSError:
        return False
    return about.st_size == found[1] and about.st_mtime_ns == found[2]


def _name() -> str:
    """Return the name of the file for this installation and this interpreter."""
    place = "".join(sign if sign.isalnum() else "_" for sign in _PACKAGE)[-100:]
    return f"{place}-{sys.implementation.cache_tag}-{sys.hexversion:x}{sys.flags.optimize}.code"

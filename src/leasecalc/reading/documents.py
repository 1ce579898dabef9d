"""From the text of a file to its document, or to everything that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from leasecalc.errors import Diagnostic, InputError, in_order
from leasecalc.reading.structure import Refused, build
from leasecalc.reading.tree import Tree, parse
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.reading.faults import Fault, Path

T = TypeVar("T")


@record
class Loaded(Generic[T]):
    """A document and the tree that it was read from, which knows the place of each value."""

    document: T
    tree: Tree


def load(text: str, file: str, cls: type[T]) -> Loaded[T]:
    """Read ``text`` as a document of ``cls``; ``file`` names it in diagnostics. Raise `InputError` with every fault."""
    tree = parse(text, file)
    return Loaded(structure(tree, cls), tree)


def structure(tree: Tree, cls: type[T]) -> T:
    """Return the document of ``cls`` that ``tree`` describes; raise `InputError` with every fault, placed, in order."""
    try:
        return build(cls, tree.data)
    except Refused:
        pass
    return _explained(tree, cls)


def _explained(tree: Tree, cls: type[T]) -> T:
    from leasecalc.reading.messages import findings
    from leasecalc.reading.validation import errors, validate

    found = findings(cls, tree.data, errors(cls, tree.data))
    if not found:  # both structurers refuse the same trees; should they ever differ, the checked one decides
        return validate(cls, tree.data)
    diagnostics = (
        Diagnostic(
            finding.code,
            finding.message,
            finding.hint,
            (tree.key_place(finding.path) if finding.at_key else tree.place(finding.path),),
            path=written_path(finding.path),
        )
        for finding in found
    )
    raise InputError(in_order(diagnostics), tree.sources)


def written_path(path: Path) -> str:
    """Return a path as it is written on the command line: ``sale.terms.0``."""
    return ".".join(str(step) for step in path)


def place_fault(tree: Tree, fault: Fault) -> Diagnostic:
    """Return the diagnostic of a fault that is found after reading, at the value of its path (from the top)."""
    return Diagnostic(fault.code, fault.message, fault.hint, (tree.place(fault.path),), path=written_path(fault.path))

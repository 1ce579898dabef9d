"""Between reading and rendering there is no file, clock, environment, terminal or chance, and nothing is remembered."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeGuard

from program_source import FILES, imports, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Files that meet the world, and what for; everything in `cli` and `__main__` may.
MEET_THE_WORLD = {
    "reading/rows.py": "finds the table that a deal names",
    "reading/files.py": "reads deals, market files and standard input",
    "markets/library.py": "lists market files",
    "cache.py": "keeps files in the folder of the user's caches",
    "kept_code.py": "looks whether the source of a kept module has changed",
    "markets/prepared.py": "looks whether the source that reads market files has changed",
    "batching/plan.py": "finds and hashes the deals of a batch",
    "batching/parts.py": "keeps finished chunks beside the output",
    "batching/book/plan.py": "hashes the book",
    "batching/book/reading.py": "reads the book",
    "batching/book/run.py": "hands rows to workers through files beside the output",
    "batching/book/written.py": "writes parts and the output through a stream",
    "batching/run.py": "hashes the market data that cells may need",
    "workers/local.py": "hands chunks to processes",
    "batching/write/csv.py": "writes text through a stream",
    "simulation/draws.py": "draws, from a seed that is given",
    "term_sheet/pdf/__init__.py": "reads the template of its pages",
    "report/render/output.py": "writes a result whole or not at all",
    "verbs/many.py": "keeps the rows of a batch in a file until they are read",
    "languages/catalogue.py": "reads the catalogues",
}
OUTSIDE = ("cli/", "__main__.py")
WORLD = {
    "os",
    "io",
    "time",
    "random",
    "secrets",
    "uuid",
    "socket",
    "subprocess",
    "threading",
    "multiprocessing",
    "locale",
    "platform",
    "tempfile",
}
WORLDLY_FUNCTIONS = {"open", "input", "print"}
WORLDLY_METHODS = {
    "open", "today", "now", "utcnow", "getenv", "read_text", "read_bytes", "write_text", "write_bytes", "default_rng",
    "getcwd", "cwd", "home",
}  # fmt: skip
WORLDLY_NAMES = {"sys.stdin", "sys.stdout", "sys.stderr", "sys.argv", "os.environ"}
CHANGES = {"append", "add", "update", "setdefault", "pop", "popitem", "clear", "extend", "insert", "remove", "discard"}
PURE = [file for file in FILES if not file.startswith(OUTSIDE) and file not in MEET_THE_WORLD]


def test_the_core_does_not_meet_the_world() -> None:
    wrong = [
        *(
            f"{file}:{found.line} {found.module}"
            for file in PURE
            for found in imports(file)
            if found.module.split(".")[0] in WORLD
        ),
        *(f"{file}:{node.lineno} {ast.unparse(node)}" for file in PURE for node in ast.walk(tree(file)) if _is_worldly(node)),
    ]
    assert wrong == []


def _is_worldly(node: ast.AST) -> TypeGuard[ast.expr]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in WORLDLY_METHODS
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in WORLDLY_FUNCTIONS
    return isinstance(node, ast.Attribute) and ast.unparse(node) in WORLDLY_NAMES


def test_nothing_is_printed_past_the_streams() -> None:
    names = [(file, node) for file in FILES for node in ast.walk(tree(file)) if isinstance(node, ast.Name)]
    assert [file for file, node in names if node.id == "print"] == []


def test_no_module_remembers() -> None:
    wrong = [f"{file}:{node.lineno} {ast.unparse(node)}" for file in FILES for node in _changes_of_the_module(tree(file))]
    assert wrong == []


def _changes_of_the_module(module: ast.Module) -> Iterator[ast.stmt | ast.expr]:
    """Yield what changes, inside a function, a value that stands at the top of the module."""
    tops = [node for node in module.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = [target for node in tops for target in (node.targets if isinstance(node, ast.Assign) else [node.target])]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    for function in [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.Lambda)]:
        for node in ast.walk(function):
            if isinstance(node, ast.Global) or (isinstance(node, ast.stmt | ast.expr) and _changed(node) in names):
                yield node


def _changed(node: ast.AST) -> str | None:
    """Return the name of what a statement or call changes in place."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
        return getattr(node.func.value, "id", None)
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Delete):
        several = [node.target] if isinstance(node, ast.AugAssign) else node.targets
        changed = [getattr(target.value, "id", None) for target in several if isinstance(target, ast.Subscript)]
        return changed[0] if changed else None
    return None

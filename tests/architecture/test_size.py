"""Files and functions that one can read in a sitting."""

from __future__ import annotations

import ast

from program_source import FILES, PACKAGE, code_lines, tree

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
#: Longer ones, and why they are not split.
LONG_FUNCTIONS = {
    ("engine/resolving/resolve_inputs.py", "resolve_inputs"): "one line for each number of a deal",
}
#: The options of a command are the parameters of its function, however many there are.
OPTIONS = "cli/commands/"
WORDS_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "base_utils", "tools"}


def test_sizes() -> None:
    long_files = {file: len(code_lines(file)) for file in FILES if len(code_lines(file)) > LONGEST_FILE}
    assert long_files == {}
    listed = [file for file in FILES if not file.startswith(OPTIONS)]
    functions = {(file, node.name): length_of(file, node) for file in listed for node in functions_of(file)}
    assert {
        place: length for place, length in functions.items() if length > LONGEST_FUNCTION and place not in LONG_FUNCTIONS
    } == {}


def functions_of(file: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef)]


def length_of(file: str, node: ast.FunctionDef) -> int:
    return sum(node.lineno <= line <= (node.end_lineno or 0) for line in code_lines(file))


def test_exceptions_are_few_and_still_needed() -> None:
    assert len(LONG_FUNCTIONS) <= 6
    for file, name in LONG_FUNCTIONS:
        (found,) = [node for node in functions_of(file) if node.name == name]
        assert length_of(file, found) > LONGEST_FUNCTION, f"{file} {name} is short enough now"


def test_names_say_what_is_in_a_file() -> None:
    assert not {path.stem for path in PACKAGE.rglob("*")} & WORDS_THAT_SAY_NOTHING


def test_every_file_says_what_it_is_for() -> None:
    assert [file for file in FILES if not ast.get_docstring(tree(file))] == []

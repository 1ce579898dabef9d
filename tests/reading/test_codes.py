"""Every code has a page, a bad example whose text is known, and a good one that is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_form import Form

from leasecalc.errors import InputError, UsageError
from leasecalc.reading.codes import CODES, Code
from leasecalc.reading.documents import load
from leasecalc.reading.excerpt import render
from leasecalc.reading.explain import explain

TEXTS = Path(__file__).parent.parent / "errors" / "reading"
OURS = [code for code in CODES if code.code[:3] in ("LC1", "LC2", "LC3")]
WITH_EXAMPLE = [code for code in OURS if code.bad]
SHOWN_ELSEWHERE = {
    "LC110": "test_tree.py: test_size_is_limited_and_a_large_text_is_no_traceback",
    "LC118": "test_files.py: test_bytes_that_are_not_utf_8",
    "LC306": "test_files.py: test_a_base_may_not_extend",
    "LC307": "test_files.py: test_set_refuses_paths_that_lead_nowhere",
    "LC308": "../structures/test_stream_in_a_table.py: test_faults_of_the_table_have_their_places_in_it",
}


def shown(code: Code) -> str:
    with pytest.raises(InputError) as caught:
        load(code.bad, f"{code.code}.yaml", Form)
    assert {d.code for d in caught.value.diagnostics} == {code.code}
    return render(caught.value.diagnostics, caught.value.sources)


@pytest.mark.parametrize("code", WITH_EXAMPLE, ids=lambda code: code.code)
def test_the_bad_example_is_refused_in_these_words(code: Code) -> None:
    assert shown(code) == (TEXTS / f"{code.code}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", WITH_EXAMPLE, ids=lambda code: code.code)
def test_the_good_example_is_accepted(code: Code) -> None:
    assert load(code.good, "good.yaml", Form).document


def test_every_code_of_reading_has_a_sample() -> None:
    assert {code.code for code in OURS} == {code.code for code in WITH_EXAMPLE} | SHOWN_ELSEWHERE.keys()
    assert {path.stem for path in TEXTS.glob("*.txt")} == {code.code for code in WITH_EXAMPLE}
    for where in SHOWN_ELSEWHERE.values():
        file, test = where.split(": ")
        assert f"def {test}(" in (Path(__file__).parent / file).read_text(encoding="utf-8")


def test_codes_are_unique_and_have_pages() -> None:
    names = [code.code for code in CODES]
    assert names == sorted(set(names))
    for code in CODES:
        page = explain(code.code.lower())
        assert page.startswith(f"{code.code}: {code.title}\n\n")
        assert code.explanation.endswith(".")
    with pytest.raises(UsageError, match="unknown code `LC2O4`"):
        explain("LC2O4")


def test_every_code_that_the_sources_raise_has_a_page() -> None:
    import re

    source = Path(load.__code__.co_filename).parent
    raised = {code for path in source.glob("*.py") for code in re.findall(r'"(LC[0-9]{3})"', path.read_text("utf-8"))}
    assert raised <= {code.code for code in CODES}
    assert {code.code for code in OURS} <= raised


def test_a_code_means_one_thing():
    named = [code.code for code in CODES]
    assert [code for code in named if named.count(code) > 1] == []


if __name__ == "__main__":  # writes the expected texts anew; read the difference before keeping it
    for each in WITH_EXAMPLE:
        (TEXTS / f"{each.code}.txt").write_text(shown(each), encoding="utf-8")

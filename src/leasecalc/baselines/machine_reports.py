"""What a check found, as machines read it: GitHub annotations, SARIF 2.1.0, JUnit XML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.baselines.findings import RULES, findings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from leasecalc.baselines.checking import Checked
    from leasecalc.baselines.findings import Finding

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold."""


def github(found: Sequence[Checked]) -> str:
    """Return a workflow command of GitHub for each finding."""
    return "".join(_annotation(one) for checked in found for one in findings(checked))


def _annotation(one: Finding) -> str:
    kind = "error" if one.level == "error" else "notice"
    places = f"file={_property(one.file)},line={one.line},col={one.column},title={_property(f'leasecalc {one.rule}')}"
    return f"::{kind} {places}::{_escaped(one.message)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def sarif(found: Sequence[Checked]) -> dict[str, Any]:
    """Return a SARIF 2.1.0 log."""
    rules = list(RULES)
    driver = {
        "name": "leasecalc",
        "semanticVersion": VERSION,
        "rules": [{"id": rule, "shortDescription": {"text": RULES[rule]}} for rule in rules],
    }
    results = [
        {
            "ruleId": one.rule,
            "ruleIndex": rules.index(one.rule),
            "level": one.level,
            "message": {"text": f"{one.deal}: {one.message}"},
            "locations": [{"physicalLocation": _location(one)}],
        }
        for checked in found
        for one in findings(checked)
    ]
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _location(one: Finding) -> dict[str, Any]:
    from pathlib import PurePath
    from urllib.parse import quote

    path = PurePath(one.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    return {"artifactLocation": {"uri": uri}, "region": {"startLine": one.line, "startColumn": one.column}}


def junit(found: Sequence[Checked]) -> str:
    """Return JUnit XML: a suite for each deal, a case for each expectation, gate and section of its baseline."""
    from xml.etree import ElementTree as ET

    root = ET.Element("testsuites", name="leasecalc check")
    for checked in found:
        _suite(root, checked)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, checked: Checked) -> None:
    from xml.etree.ElementTree import SubElement

    suite = SubElement(root, "testsuite", name=_xml(checked.deal), errors="0", skipped="0", tests="0", failures="0")
    for case in checked.cases:
        made = _case(suite, checked, f"{case.kind} {case.name}")
        if not case.holds:
            place = f"{case.place.file}:{case.place.line}:{case.place.column}: " if case.place else ""
            told = f"{place}{case.told}" + (f"\nwhat moved: {checked.cause}" if case.kind == "baseline" else "")
            SubElement(made, "failure", type=case.kind, message=_xml(case.told[:300])).text = _xml(told)
    if checked.error is not None:
        refused = SubElement(
            _case(suite, checked, "the deal is priced"), "error", type="refused", message=_xml(str(checked.error)[:300])
        )
        refused.text = _xml(str(checked.error))
    elif not checked.stored:
        SubElement(_case(suite, checked, "baseline"), "skipped", message="no baseline is stored")
    elif not checked.cases:
        _case(suite, checked, "the deal is priced")
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.set("tests", str(len(suite)))
    for name, kind in counted.items():
        suite.set(name, str(len(suite.findall(f"testcase/{kind}"))))


def _case(suite: Element, checked: Checked, name: str) -> Element:
    from xml.etree.ElementTree import SubElement

    return SubElement(suite, "testcase", name=_xml(name), classname=_xml(checked.deal))


def _xml(text: str) -> str:
    return _NO_XML.sub("?", text)

"""LibreOffice without a screen: workbooks recalculated, one cell changed, and cells read."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # our own files

if TYPE_CHECKING:
    from collections.abc import Iterable

SOFFICE = shutil.which("soffice")
#: Recalculate every file on load: without it soffice hands the stored results on.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cells = dict[tuple[str, str], tuple[bool, str]]
"""By sheet and cell: whether it is a formula, and what it shows."""


def begin(files: Iterable[Path], into: Path) -> subprocess.Popen[bytes]:
    """Begin to open every file, recalculate it, and write it to a folder."""
    profile = into.parent / f"{into.name} profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE)
    assert SOFFICE is not None
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", str(into)]
    return subprocess.Popen([*command, *map(str, files)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def read(file: Path) -> Cells:
    """Return the cells of a workbook that hold something."""
    found: Cells = {}
    with zipfile.ZipFile(file) as box:
        texts = _texts(box)
        for name, part in _sheets(box).items():
            for cell in ET.fromstring(box.read(part)).iter(f"{MAIN}c"):
                value = cell.find(f"{MAIN}v")
                text = "" if value is None or value.text is None else value.text
                if cell.get("t") == "s":
                    text = texts[int(text)]
                found[name, cell.get("r", "")] = (cell.find(f"{MAIN}f") is not None, text)
    return found


def formulas(file: Path) -> dict[tuple[str, str], str]:
    """Return every formula of a workbook."""
    with zipfile.ZipFile(file) as box:
        return {
            (name, cell.get("r", "")): formula.text or ""
            for name, part in _sheets(box).items()
            for cell in ET.fromstring(box.read(part)).iter(f"{MAIN}c")
            if (formula := cell.find(f"{MAIN}f")) is not None
        }


def defined_names(file: Path) -> dict[str, tuple[str, str]]:
    """Return sheet and cell of every defined name."""
    with zipfile.ZipFile(file) as box:
        book = ET.fromstring(box.read("xl/workbook.xml"))
    found = {}
    for name in book.iter(f"{MAIN}definedName"):
        sheet, _, cell = (name.text or "").rpartition("!")
        if not name.get("name", "").startswith("_xlnm"):
            found[name.get("name", "")] = (sheet.strip("'"), cell.replace("$", ""))
    return found


def changed(file: Path, into: Path, values: dict[tuple[str, str], str]) -> Path:
    """Write a workbook with other stored values in some cells, whether those are inputs or formulas."""
    with zipfile.ZipFile(file) as box:
        sheets = _sheets(box)
        parts = {sheets[sheet]: box.read(sheets[sheet]).decode() for sheet, _ in values}
        for (sheet, cell), value in values.items():
            stored = rf'(<c r="{cell}"[^>]*>(?:<f>[^<]*</f>)?<v>)[^<]*(</v>)'
            parts[sheets[sheet]], count = re.subn(stored, rf"\g<1>{value}\g<2>", parts[sheets[sheet]])
            assert count == 1, f"{sheet} {cell} of {file.name}: {count} cells"
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name in box.namelist():
                new.writestr(name, parts[name] if name in parts else box.read(name))
    return into


def _sheets(box: zipfile.ZipFile) -> dict[str, str]:
    book = ET.fromstring(box.read("xl/workbook.xml"))
    relations = {one.get("Id"): one.get("Target", "") for one in ET.fromstring(box.read("xl/_rels/workbook.xml.rels"))}
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return {sheet.get("name", ""): f"xl/{relations[sheet.get(key)].removeprefix('/xl/')}" for sheet in book.iter(f"{MAIN}sheet")}


def _texts(box: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in box.namelist():
        return []
    table = ET.fromstring(box.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in one.iter(f"{MAIN}t")) for one in table.iter(f"{MAIN}si")]

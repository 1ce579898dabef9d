"""Documents in headless Chromium: nothing wider than the window, nothing that an accessibility checker calls a fault, in light and dark."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from saved_results import ranking_page, risk_page
from sheets import LANGUAGES, ROUTES, WEEKLY, ZA, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LONG = "a weekly lease"
PAGES = {
    "a term sheet": lambda: page_of(ZA),
    LONG: lambda: page_of(WEEKLY),
    "routes": lambda: page_of(ROUTES),
    "a ranking": ranking_page,
    "risk": risk_page,
    **{f"a term sheet in {language}": (lambda language=language: page_of(ZA, language)) for language in LANGUAGES[1:]},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window; the tests are skipped where it, or what drives it, is not there."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install 'leasecalc[test]'")
    with driver.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def shown(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Show a page in a window so wide; every request but for the page itself is taken down."""
    contexts = []

    def show(text: str, width: int, *, scheme: str = "light") -> Any:
        target = tmp_path / "page.html"
        target.write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme))
        page = contexts[-1].new_page()
        page.requested = []
        page.on("request", lambda request: page.requested.append(request.url))
        page.goto(target.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()


#: What sticks out to the right, but for what stands in a region that scrolls.
OUTSIDE = """[...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.scroll') && e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 0.5)
  .map(e => e.tagName + ' ' + e.textContent.slice(0, 40))"""
#: Letters of charts that do not lie inside their drawings, as the browser sets them.
CROPPED = """[...document.querySelectorAll('svg')].filter(s => s.getClientRects().length).flatMap(s => { const b = s.getBoundingClientRect();
  return [...s.querySelectorAll('text')].filter(t => { const r = t.getBoundingClientRect();
    return r.left < b.left - 1 || r.right > b.right + 1 || r.top < b.top - 2 || r.bottom > b.bottom + 2 }).map(t => t.textContent) })"""
SEEN = "[...document.querySelectorAll('figure > div')].filter(e => e.offsetParent).map(e => e.className)"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_window_and_an_accessibility_checker_finds_no_fault(shown: Any, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    windows = ((1280, "light"), (390, "dark"), *(((1280, "dark"), (390, "light")) if name == "a term sheet" else ()))
    for width, scheme in windows:
        page = shown(PAGES[name](), width, scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(CROPPED) == []
        assert set(page.evaluate(SEEN)) == {"wide" if width > 600 else "narrow"}
        assert page.requested == [page.url]
        if name == LONG:
            continue  # a thousand more cells of the same kind
        found = axe.run(page).response["violations"]
        assert [(one["id"], one["impact"], node["html"][:120]) for one in found for node in one["nodes"][:2]] == [], (
            width,
            scheme,
        )

"""A real Chromium: axe-core's verdict on a page, pages without JavaScript, the width of a phone."""

import os
import shutil
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, async_playwright
from playwright.async_api import Page as BrowserPage

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NODE = Path(sys.executable).with_name("node")
DESKTOP, PHONE_PX = {"width": 1100, "height": 900}, 390
TOO_WIDE = """
() => {
  const room = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll("body *")].filter(
    e => e.getBoundingClientRect().right > room + 1 && !e.closest(".cspr-table-scroll"));
  return document.documentElement.scrollWidth > room ? out.map(e => e.outerHTML.slice(0, 160)) : [];
}
"""
RIBBON = 6
"""A cell so many times as high as it is wide is a ribbon of words that nobody reads."""
HIDDEN = """
(ribbon) => [...document.querySelectorAll(".cspr-table-stacked")].flatMap(table => {
  const cells = [...table.querySelectorAll("td")].map(e => e.getBoundingClientRect());
  const squeezed = cells.some(cell => cell.height > ribbon * cell.width);
  return squeezed || table.scrollWidth > table.clientWidth + 1 ? [table.ariaLabel] : [];
})
"""
BARS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The browser, ended afterwards; driven by our own node, for playwright's needs a system library."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            yield browser
        finally:
            await browser.close()


def _complaint(message: ConsoleMessage, address: str) -> list[str]:
    """What the console says of our own site; an expected refusal of a form is none."""
    place = str(message.location["url"])
    ours = place.startswith(address) and "status of 4" not in message.text.replace("of 404", "")
    return [f"{message.text} {place}"] if message.type in ("error", "warning") and ours else []


@asynccontextmanager
async def window(
    browser: Browser,
    address: str,
    cookies: Mapping[str, str] | None = None,
    *,
    javascript: bool = True,
) -> AsyncIterator[BrowserPage]:
    """A page of its own session on the site at ``address``; what the console complains of fails the test."""
    context: BrowserContext = await browser.new_context(
        java_script_enabled=javascript,
        viewport=DESKTOP,  # type: ignore[arg-type]
    )
    given = [{"name": n, "value": v, "url": address} for n, v in (cookies or {}).items()]
    await context.add_cookies(given)  # type: ignore[arg-type]
    shown = await context.new_page()
    said: list[str] = []
    shown.on("console", lambda message: said.extend(_complaint(message, address)))
    shown.on("pageerror", lambda error: said.append(str(error)))
    try:
        yield shown
    finally:
        await context.close()
    assert not said, f"the console says: {said}"


async def assert_accessible(shown: BrowserPage) -> None:
    """axe-core finds no violation. It is given past the page's own policy, which holds for all else."""
    assert AXE.exists(), f"{AXE} is missing: the front-end assets are fetched by `make`"
    await shown.evaluate(AXE.read_text())
    found = await shown.evaluate(
        "async (runOnly) => (await axe.run({runOnly, resultTypes: ['violations']})).violations",
        list(BARS),
    )
    told = [f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes']]}" for v in found]
    assert not told, f"{shown.url}: " + "; ".join(told)


async def assert_fits_a_phone(shown: BrowserPage) -> None:
    """At the width of a phone nothing scrolls sideways but a table within itself; wide again afterwards."""
    await shown.set_viewport_size({"width": PHONE_PX, "height": 844})
    wide = await shown.evaluate(TOO_WIDE)
    await shown.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    assert not wide, f"{shown.url} is wider than a phone: {wide[:4]}"


async def assert_tables_are_read(shown: BrowserPage) -> None:
    """At the width of a desk a table shows every column, and none as a ribbon; charts' numbers may scroll."""
    hidden = await shown.evaluate(HIDDEN, RIBBON)
    assert not hidden, f"{shown.url}: not wide enough for its words: {hidden}"

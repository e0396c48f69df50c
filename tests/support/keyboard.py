"""A form filled in by the keyboard alone: Tab to each field, and never the mouse."""

from collections.abc import Mapping
from typing import Any

from playwright.async_api import Page

TABS_MAX = 400
FOCUS = "() => { const e = document.activeElement; return [e.id, e.name || '', e.type || '', e.value || '', e.textContent.trim()]; }"
UNSEEN = """
() => {
  const of = (e, part) => {
    const s = getComputedStyle(e, part);
    const ringed = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0;
    return [ringed && s.outlineColor, s.boxShadow, s.backgroundColor];
  };
  const drawn = e => [e, ...(e.labels ?? [])].flatMap(one => [...of(one), ...of(one, "::before")]).join();
  const last = window.lastFocus, now = document.activeElement, at = now.getBoundingClientRect();
  window.lastFocus = {element: now, drawn: drawn(now)};
  if (last && last.element !== now && last.element !== document.body) {
    if (drawn(last.element) === last.drawn) return "looks no different with the focus: " + last.element.outerHTML;
    const comesBefore = last.element.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_PRECEDING;
    if (now.tabIndex > 0 || (comesBefore && now !== document.body && !now.matches(".govuk-skip-link")))
      return "has the focus out of the order of the page: " + now.outerHTML;
  }
  return at.bottom < 0 || at.top > innerHeight ? "has the focus outside the window: " + now.outerHTML : "";
}
"""
"""What is wrong with where Tab has led: it and what had the focus before are looked at."""


async def focus(shown: Page) -> tuple[str, str, str, str, str]:
    """What has the focus: id, name, type, value, words."""
    id_, name, kind, value, words = await shown.evaluate(FOCUS)
    return id_, name, kind, value, words


async def tab_to(shown: Page, wanted: str) -> str:
    """Tab forward until a field of that name, or a button or link of those words, has the focus; its type."""
    for _ in range(TABS_MAX):
        id_, name, kind, _value, words = await focus(shown)
        if wanted in (id_, name, words):
            return kind
        await shown.keyboard.press("Tab")
        unseen = await shown.evaluate(UNSEEN)
        assert not unseen, f"{shown.url}: {unseen[:300]}"
    message = f"{shown.url}: Tab never reaches {wanted!r}"
    raise AssertionError(message)


async def answer(shown: Page, name: str, value: Any) -> None:
    """Answer one field."""
    kind = await tab_to(shown, name)
    if kind == "radio":
        await shown.keyboard.press("Space")
        for _ in range(TABS_MAX):
            if (await focus(shown))[3] == value:
                return
            await shown.keyboard.press("ArrowDown")
        message = f"{name} has no answer {value}"
        raise AssertionError(message)
    if kind == "checkbox":
        await shown.keyboard.press("Space")
    else:
        await shown.keyboard.type(str(value))


async def fill_by_keyboard(shown: Page, values: Mapping[str, Any], button: str) -> None:
    """Answer the fields in the order of the page, then press the button."""
    for name, value in values.items():
        await answer(shown, name, value)
    await tab_to(shown, button)
    async with shown.expect_navigation():
        await shown.keyboard.press("Enter")

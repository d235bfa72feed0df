"""A page of the app in; the builder, worked as a person works it: forms, clicks in the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CODE = "document.querySelector('.gs-code .cm-content').cmTile.view.state.doc.toString()"
"""The editor's whole text, also the lines that are scrolled out of sight."""
PLAYER = "document.querySelector('.gradstep-player')"
STATE = f"""() => {{
  const {{ player }} = {PLAYER};
  const {{ now }} = JSON.parse(player.state());
  return now.card;
}}"""


class Builder:
    """The builder's page; each method is one thing that a person does, and waits for its answer."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def code(self) -> str:
        """The program beside the picture."""
        return str(self.page.evaluate(CODE)).strip()

    def leaf(self, name: str, values: str, shape: str = "", dtype: str = "") -> None:
        """A new leaf that wants its gradient."""
        self.opened("A new leaf", self.field("Values"))
        self.page.get_by_role("textbox", name="Name", exact=True).first.fill(name)
        self.field("Values").fill(values)
        self.field("Shape").fill(shape)
        if dtype:
            self.choose("dtype", dtype)
        self.changes(self.page.get_by_test_id("stFormSubmitButton").get_by_role("button"))

    def operation(self, which: str, clicks: list[str], result: str) -> None:
        """An operation on tensors that are clicked in the picture, one after the other."""
        self.opened("An operation", self.field("Result"))
        self.choose("Which", which)
        for name in clicks:
            self.click(name)
        self.field("Result").fill(result)
        self.field("Result").press("Enter")
        self.idle()
        self.changes(self.page.locator(".st-key-add-operation button"))

    def then(self, name: str, what: str) -> None:
        """Something that is done with one tensor: its button in the third form."""
        button = self.page.get_by_role("button", name=what, exact=True)
        self.opened("With a tensor", self.page.get_by_role("textbox", name="Learning rate"))
        if not button.is_visible():
            self.click(name)
        self.changes(button)

    def click(self, name: str) -> None:
        """Click the card that has this name now, and wait until the app knows."""
        place = self.page.evaluate(
            f"""(name) => {{
              const {{ player }} = {PLAYER};
              const cards = Object.entries(JSON.parse(player.state()).now.card);
              const named = cards.filter(([, card]) => card.names.split(", ").includes(name));
              return player.positions()[named.at(-1)[0]];
            }}""",
            name,
        )
        self.page.mouse.click(place["x"], place["y"])
        clicks = self.page.evaluate("globalThis.gradstepClicks")
        self.page.locator(f".st-key-then-{clicks}").wait_for(state="attached")
        self.idle()

    def cards(self) -> dict[str, Any]:
        """What the picture shows of every name at the end: its card."""
        self.page.evaluate(f"{PLAYER}.player.goTo({PLAYER}.player.steps)")
        found = {}
        for card in self.page.evaluate(STATE).values():
            for name in filter(None, card["names"].split(", ")):
                found[name] = card
        return found

    def table(self) -> dict[str, tuple[str, str]]:
        """Value and gradient of every name, as the app's table shows them."""
        self.page.evaluate(f"{PLAYER}.player.goTo({PLAYER}.player.steps)")
        button = self.page.get_by_role("button", name="Table", exact=True)
        button.click()
        rows = self.page.locator(".gs-table tbody tr:not([data-edge])")
        texts = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
        found = {}
        for cells in rows.evaluate_all(texts):
            for name in filter(None, cells[0].removesuffix(" (leaf)").split(", ")):
                found[name] = (cells[3], cells[6])
        button.click()
        return found

    # How it is done ------------------------------------------------------------------------------

    def field(self, name: str) -> Locator:
        return self.page.get_by_role("textbox", name=name)

    def opened(self, tool: str, inside: Locator) -> None:
        """Open a tool of the list, if it is closed."""
        if not inside.is_visible():
            self.page.locator("summary", has_text=tool).click()
            inside.wait_for()

    def choose(self, label: str, option: str) -> None:
        box = self.page.get_by_test_id("stSelectbox").filter(has_text=label).locator("input")
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).first.click()
        self.idle()

    def press(self, button: Locator) -> None:
        """Press what may change the program, or be refused."""
        button.click()
        self.idle()
        self.idle()

    def changes(self, button: Locator) -> None:
        """Press what changes the program, and wait until its picture is there."""
        before = self.code()
        button.click()
        self.page.wait_for_function(f"(before) => {CODE}.trim() !== before", arg=before)
        self.idle()

    def idle(self) -> None:
        """Wait until the app has done what it was asked to do."""
        self.page.wait_for_timeout(250)
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        self.page.wait_for_timeout(150)

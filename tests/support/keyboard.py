"""A reader without a mouse and without script, on a screen 320 pixels wide, who has to see where the focus is."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, ViewportSize

from tests.support.visitor import Visitor

# WCAG 2.2, 1.4.10: content of a page read from top to bottom fits into 320 CSS pixels.
NARROW: ViewportSize = {"width": 320, "height": 640}
STOPS = 60
HAS_FOCUS = "element => element === document.activeElement"
# WCAG 2.2, 2.4.7 and 2.4.11: the focus is drawn, and what has it lies in the window.
FOCUS = """() => {
    const focused = document.activeElement, style = getComputedStyle(focused), box = focused.getBoundingClientRect();
    return {
        name: focused.outerHTML.slice(0, 200),
        drawn: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        there: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.left >= 0,
        somewhere: focused !== document.body,
    }
}"""


@dataclass
class Control:
    """A control of a form, worked with keys alone."""

    keyboard: "Keyboard"
    control: Locator

    def fill(self, text: str) -> None:
        """Type the text over whatever stands there."""
        self.keyboard.reach(self.control)
        self.keyboard.page.keyboard.press("ControlOrMeta+a")
        self.keyboard.page.keyboard.type(text)
        assert self.control.input_value() == text

    def check(self) -> None:
        """Tick the box, or choose this one."""
        self.keyboard.reach(self.control)
        self.keyboard.page.keyboard.press("Space")
        assert self.control.is_checked()

    def choose(self, words: str) -> None:
        """Choose from a list by typing its first letters."""
        self.keyboard.reach(self.control)
        self.keyboard.page.keyboard.type(words)
        chosen = self.control.evaluate("list => list.selectedOptions[0].label")
        assert chosen == words


@dataclass
class Keyboard(Visitor):
    """A window that is worked with Tab, Enter, Space and letters. It clicks nothing."""

    script: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        # Where motion is welcome the page glides to what has the focus; here it has to be there at once.
        self.page.emulate_media(reduced_motion="reduce")

    @property
    def viewport(self) -> ViewportSize:
        """How large the window is, in pixels."""
        return NARROW

    def press(self, name: str) -> Page:
        """Go to a button by its words and press it; judge the page that follows."""
        return self._enter(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> Page:
        """Go to a link by its words and follow it; judge the page that follows."""
        return self._enter(self.page.get_by_role("link", name=name, exact=True).first)

    def control(self, label: str) -> Control:
        """The control with exactly this label."""
        return Control(self, self.field(label))

    def reach(self, wanted: Locator) -> None:
        """Press Tab until it has the focus, from wherever the focus is."""
        assert wanted.count() == 1, f"{wanted} is not on {self.page.url}:\n{self._shown()[:3_000]}"
        for _stop in range(STOPS):
            if wanted.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
            self._sees_the_focus()
        raise AssertionError(f"Tab does not lead to {wanted} on {self.page.url}")

    def judge(self) -> None:
        """As everybody's page, and nothing of it is wider than the screen."""
        super().judge()
        assert self.page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"], self.page.url

    def _enter(self, wanted: Locator) -> Page:
        self.reach(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.judge()
        return self.page

    def _sees_the_focus(self) -> None:
        focus = self.page.evaluate(FOCUS)
        if focus["somewhere"]:
            assert focus["drawn"], f"the focus can't be seen on {self.page.url}: {focus['name']}"
            assert focus["there"], f"the focus lies outside the window on {self.page.url}: {focus['name']}"

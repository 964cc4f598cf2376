"""A person with a browser: every page visited is checked for access, strangers, cookies and errors."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Response, ViewportSize

from tests.support.judged import Judged

PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 10_000
# Pages that differ in nothing but whose they are need to be judged only once.
UNIQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|/i/[^/]+")
DESK: ViewportSize = {"width": 1280, "height": 900}
VIOLATIONS = {"resultTypes": ["violations"]}
ONLY_COLOURS = {**VIOLATIONS, "runOnly": {"type": "tag", "values": ["cat.color"]}}
# The judge's script is large and stays in the page, so that it is brought there once.
BRINGS_SCRIPT, HAS_SCRIPT = Axe(), Axe("0")


@dataclass
class Visitor:
    """A browser window of its own, with cookies of its own.

    Without script, pages are judged in a second window that has script and the same cookies, because
    the judge itself is a script; opening a page twice is harmless, since a GET changes nothing.
    """

    browser: Browser
    base_url: str
    judged: Judged
    phone: bool = False
    script: bool = True
    strangers: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    twin: Page | None = None

    def __post_init__(self) -> None:
        self.context = self._context(script=self.script)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("request", self._note_stranger)
        self.page.on("response", self._note_failure)
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))

    @property
    def url(self) -> str:
        """Where the window is."""
        return self.page.url

    @property
    def viewport(self) -> ViewportSize:
        """How large the window is, in pixels."""
        return PHONE if self.phone else DESK

    def visit(self, path: str) -> Page:
        """Open an address and judge the page."""
        self.page.goto(path if "://" in path else self.base_url + path)
        self.judge()
        return self.page

    def press(self, name: str) -> Page:
        """Press a button by its words, and judge the page that follows."""
        button = self.page.get_by_role("button", name=name, exact=True)
        assert button.count(), f"there is no button {name!r} on {self.page.url}:\n{self._shown()[:3_000]}"
        with self.page.expect_navigation():
            button.click()
        self.judge()
        return self.page

    def follow(self, name: str) -> Page:
        """Follow a link by its words, and judge the page that follows."""
        link = self.page.get_by_role("link", name=name, exact=True)
        assert link.count(), f"there is no link {name!r} on {self.page.url}:\n{self._shown()[:3_000]}"
        with self.page.expect_navigation():
            link.first.click()
        self.judge()
        return self.page

    def field(self, label: str) -> Locator:
        """The control with exactly this label."""
        return self.page.get_by_label(label, exact=True).and_(self.page.locator("input, select, textarea"))

    def reads(self, *texts: str) -> None:
        """Assert that the page says all of this."""
        shown = self._shown()
        for text in texts:
            assert text in shown, f"{text!r} is not on {self.page.url}:\n{shown[:3_000]}"

    def does_not_read(self, *texts: str) -> None:
        """Assert that the page says none of this."""
        shown = self._shown()
        for text in texts:
            assert text not in shown, f"{text!r} is on {self.page.url}"

    def judge(self) -> None:
        """No sideways scrolling, no stranger asked, no failure met, and nothing that a screen reader would miss."""
        page = self.page
        assert self.strangers == [], f"asked strangers: {self.strangers}"
        assert self.failures == [], f"met failures: {self.failures}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} scrolls sideways by {wide} pixels"
        kind = f"{self.viewport['width']} {UNIQUE.sub('*', urlsplit(page.url).path)} {page.title()}"
        if self.judged.is_first(kind):
            self._judge_access()

    def close(self) -> None:
        """Close the window, and the judge's."""
        self.context.close()
        if self.twin is not None:
            self.twin.context.close()

    def _shown(self) -> str:
        return " ".join(self.page.inner_text("body").split())

    def _judge_access(self) -> None:
        if self.script:
            _judge_both_schemes(self.page)
            return
        twin = self._judges_window()
        twin.context.clear_cookies()
        twin.context.add_cookies(self.context.cookies())  # type: ignore[arg-type]
        twin.goto(self.page.url)
        _judge_both_schemes(twin)

    def _judges_window(self) -> Page:
        if self.twin is None:
            self.twin = self._context(script=True).new_page()
        return self.twin

    def _context(self, *, script: bool) -> BrowserContext:
        return self.browser.new_context(viewport=self.viewport, java_script_enabled=script)

    def _note_stranger(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.base_url).netloc:
            self.strangers.append(request.url)

    def _note_failure(self, response: Response) -> None:
        if response.status >= 500:
            self.failures.append(f"{response.status} {response.url}")


def _judge_both_schemes(page: Page) -> None:
    """Dark is a design of its own, so what holds in light need not hold there; only colours differ, though."""
    for scheme, judge, options in (("dark", BRINGS_SCRIPT, ONLY_COLOURS), ("light", HAS_SCRIPT, VIOLATIONS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = judge.run(page, options=options)
        assert found.violations_count == 0, f"{page.url} ({scheme})\n{found.generate_report()}"

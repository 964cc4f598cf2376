"""A browser that shows words and sends forms, and nothing more: for the many who do what one in Chromium has done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener
from xml.etree.ElementTree import Element

import html5lib


@dataclass
class Control:
    """An input of a form."""

    element: Element

    def fill(self, text: str) -> None:
        """Type the text."""
        self.element.set("value", text)

    def check(self) -> None:
        """Tick the box."""
        self.element.set("checked", "")


@dataclass
class TextBrowser:
    """A window with cookies of its own, with the verbs of `Visitor`: by the words on the page, never by its markup."""

    url: str = ""
    page: Element = field(default_factory=lambda: Element("html"))
    opener: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))

    def visit(self, url: str) -> None:
        """Open an address."""
        self._open(Request(url))

    def follow(self, name: str) -> None:
        """Follow a link by its words."""
        self._open(Request(urljoin(self.url, self._worded("a", name).get("href"))))

    def press(self, name: str) -> None:
        """Press a button by its words, and so send its form."""
        button = self._worded("button", name)
        form = next(form for form in self.page.iter("form") if button in list(form.iter("button")))
        sent = urlencode(list(_sent(form, button))).encode()
        self._open(Request(urljoin(self.url, form.get("action") or self.url), sent, {"Referer": self.url}))

    def field(self, label: str) -> Control:
        """The control with exactly this label."""
        name = self._worded("label", label).get("for")
        return Control(next(element for element in self.page.iter("input") if element.get("id") == name))

    def reads(self, *texts: str) -> None:
        """Assert that the page says all of this."""
        shown = _words(self.page)
        for text in texts:
            assert text in shown, f"{text!r} is not on {self.url}:\n{shown[:3_000]}"

    def _open(self, request: Request) -> None:
        with self.opener.open(request, timeout=30) as answer:
            self.url = answer.url
            self.page = html5lib.parse(answer.read(), namespaceHTMLElements=False)

    def _worded(self, tag: str, words: str) -> Element:
        found = next((element for element in self.page.iter(tag) if _words(element) == words), None)
        assert found is not None, f"there is no {tag} {words!r} on {self.url}:\n{_words(self.page)[:3_000]}"
        return found


def _sent(form: Element, button: Element) -> Iterator[tuple[str, str]]:
    for control in form.iter("input"):
        chosen = control.get("type") not in {"checkbox", "radio"} or control.get("checked") is not None
        if chosen and control.get("name"):
            yield control.get("name", ""), control.get("value", "")
    if button.get("name"):
        yield button.get("name", ""), button.get("value", "")


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())

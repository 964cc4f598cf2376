"""What stands between a member and her mail: it opens every link, keeps cookies, and presses what it finds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

SECONDS = 30


class Forms(HTMLParser):
    """The forms of a page, each with its method, its address and its fields as they stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the form that was noted last."""
        told = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.found.append((told.get("method", "get").lower(), told.get("action", ""), {}))
        elif tag in {"input", "textarea", "select"} and self.found and "name" in told and _is_sent(told):
            self.found[-1][2][told["name"]] = told.get("value", "")


def _is_sent(told: dict[str, str]) -> bool:
    """A box is sent only where it is ticked as the page stands."""
    return told.get("type") not in {"checkbox", "radio"} or "checked" in told


@dataclass
class Scanner:
    """One scanner with cookies of its own. It counts what it did."""

    opener: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))
    pressed: int = 0

    def look(self, address: str, method: str = "GET", **headers: str) -> tuple[str, str]:
        """Ask for the address and follow where it leads. Returns where that is, and the page."""
        return self._ask(Request(address, method=method, headers=headers))

    def press_everything(self, address: str) -> None:
        """Open the address and submit every form of the page that it leads to, as the form stands."""
        landed, page = self.look(address)
        for method, action, fields in Forms(page).found:
            target = urljoin(landed, action) if action else landed
            data = urlencode(fields)
            if method == "post":
                self._ask(Request(target, data=data.encode(), headers={"Referer": landed}))
            else:
                self.look(f"{target}?{data}")
            self.pressed += 1

    def submit(self, address: str, /, **typed: str) -> tuple[str, str]:
        """Open a page and send its form, as a person who types this into it."""
        landed, page = self.look(address)
        action, fields = next((action, fields) for method, action, fields in Forms(page).found if method == "post")
        data = urlencode({**fields, **typed}).encode()
        return self._ask(Request(urljoin(landed, action) if action else landed, data=data, headers={"Referer": landed}))

    def _ask(self, request: Request) -> tuple[str, str]:
        try:
            with self.opener.open(request, timeout=SECONDS) as answer:
                return answer.geturl(), answer.read().decode()
        except HTTPError as refused:
            if refused.code >= 500:
                raise
            return request.full_url, refused.read().decode()


def ways() -> Iterator[tuple[str, dict[str, str]]]:
    """How links are looked at without a click, round and round."""
    while True:
        yield "HEAD", {}
        yield "GET", {}
        yield "GET", {"Purpose": "prefetch", "Sec-Purpose": "prefetch"}

"""Security headers: nothing is loaded from elsewhere, nothing is framed, secret pages are not kept."""

from flask import Flask, Response, abort, current_app, request

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def install(app: Flask) -> None:
    """Put the headers on every answer, and refuse addresses that no page has."""
    app.before_request(_refuse_zero_byte)
    app.after_request(_protect)


def _refuse_zero_byte() -> None:
    """PostgreSQL can't even look for it."""
    if "\0" in request.path:
        abort(404)


def _protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _policy())
    headers["X-Content-Type-Options"] = "nosniff"
    # Flask-WTF refuses a form sent over HTTPS without a Referer, so "no-referrer" would lock people out.
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if current_app.config["SETTINGS"].production:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static" and (request.method != "GET" or _private()):
        headers["Cache-Control"] = "no-store"
    if "private_page" in request.environ:
        headers["X-Robots-Tag"] = "noindex"
    return response


def _policy() -> str:
    return f"{POLICY}; worker-src 'self'" if "working_page" in request.environ else POLICY


def _private() -> bool:
    """Whoever brings our cookie may see more than others. It is not opened: that would vary every page by it."""
    brings_cookie = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    return brings_cookie or "private_page" in request.environ


def allow_workers() -> None:
    """Let the script of this page start workers, from our own files only."""
    request.environ["working_page"] = True


def keep_private() -> None:
    """Mark this answer as one that no cache may keep and no search engine may list."""
    request.environ["private_page"] = True

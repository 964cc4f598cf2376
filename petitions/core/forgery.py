"""No form does anything without our token; what was typed into an honest one that lost its token is not lost."""

from collections.abc import Callable

from flask import Flask, Response, g, render_template, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

from petitions.core.db import refuse_writing


class Protection(CSRFProtect):
    """Refuse a form without our token, on its own page where it has one: there what was typed stands again."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Raise `CSRFError` where only a button was sent; leave a page's own form to say what is wrong."""
        try:
            super().protect(apply_exemptions)
        except CSRFError:
            if request.url_rule is None or "GET" not in (request.url_rule.methods or ()):
                raise
            g.forged = True
            refuse_writing()


def is_forged() -> bool:
    """Whether this request brought a form without our token."""
    return "forged" in g


def install(app: Flask) -> None:
    """Check the token of every form that is sent."""
    Protection(app)
    app.after_request(_not_done)


def need_no_token(app: Flask, view: Callable[..., object]) -> None:
    """Let a view be posted to by programs that know nothing of our forms: its address has to hold a secret instead."""
    app.extensions["csrf"].exempt(view)


def _not_done(response: Response) -> Response:
    """Whatever a page makes of a forged form, the answer says that nothing was done."""
    if not is_forged() or response.status_code >= 500:
        return response
    if "Location" in response.headers:
        del response.headers["Location"]
        response.set_data(render_template("errors/400.html"))
    response.status_code = 400
    return response

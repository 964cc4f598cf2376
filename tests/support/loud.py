"""A name in a template that nothing stands behind is an error in tests, where it would be printed as nothing."""

from typing import NoReturn

from flask import Flask
from jinja2 import Undefined


class Loud(Undefined):
    """May be asked whether it is there, but not be printed."""

    def __html__(self) -> NoReturn:
        """Refuse to be shown."""
        self._fail_with_undefined_error()


def listen(app: Flask) -> None:
    """Let no page of the application print what is not there."""
    app.jinja_env.undefined = Loud

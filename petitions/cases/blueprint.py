"""Where the pages of cases hang."""

from flask import Blueprint

cases = Blueprint("cases", __name__, url_prefix="/<lang>/desk/cases")

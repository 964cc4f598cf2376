"""The blueprint of cases."""

from flask import Blueprint

blueprint = Blueprint("cases", __name__, url_prefix="/<lang>/desk/cases")

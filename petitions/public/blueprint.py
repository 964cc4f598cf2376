"""The blueprint of all that anyone may read."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)

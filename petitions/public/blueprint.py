"""The blueprint of all that anyone may read."""

from flask import Blueprint

bp = Blueprint("public", __name__)

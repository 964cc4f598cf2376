"""The blueprint of accounts: signing in and out, the team, and joining it."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__, url_prefix="/<lang>")

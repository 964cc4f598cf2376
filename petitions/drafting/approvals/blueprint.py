"""The blueprint of those outside who were asked for an approval: no account, a mailed link, nothing kept or listed."""

from flask import Blueprint

from petitions.core.headers import keep_private

blueprint = Blueprint("approvals", __name__, url_prefix="/<lang>")
blueprint.before_request(keep_private)

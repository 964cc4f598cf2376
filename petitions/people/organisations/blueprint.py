"""The blueprint of organisations that sign."""

from flask import Blueprint

from petitions.core.headers import keep_private

blueprint = Blueprint("organisations", __name__, url_prefix="/<lang>/desk/people/organisations")
blueprint.before_request(keep_private)

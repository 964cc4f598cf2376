"""The blueprint of drafting."""

from flask import Blueprint

blueprint = Blueprint("drafting", __name__, url_prefix="/<lang>/desk/campaigns/<uuid:campaign_id>")

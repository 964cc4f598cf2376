"""The blueprint of organisers' pages that mix slices."""

from flask import Blueprint

desk = Blueprint("desk", __name__, url_prefix="/<lang>/desk")

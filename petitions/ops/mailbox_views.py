"""The mailbox page: every mail in the folder, its codes and links, for anyone on this machine. Never in production."""

from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template, request, send_file

from petitions.core.config import Settings
from petitions.core.headers import keep_private
from petitions.ops.mailbox import Mail, lines, pieces, read

blueprint = Blueprint("mailbox", __name__, url_prefix="/<lang>/mailbox")


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _folder() -> Path:
    return _settings().mail_folder


def _mail(name: str) -> Mail:
    keep_private()
    return read(_folder(), name) or abort(404)


@blueprint.get("")
def index() -> str:
    """The newest mails, all or those to one recipient (``?to=``)."""
    keep_private()
    to = request.args.get("to", "")
    return render_template("mailbox/index.html", lines=lines(_folder(), to), to=to)


@blueprint.get("/<name>")
def mail(name: str) -> str:
    """One mail: its text, with links that can be followed."""
    found = _mail(name)
    text = pieces(found.text, _settings().base_url)
    return render_template("mailbox/mail.html", mail=found, pieces=text)


@blueprint.get("/<name>/<int:number>")
def attachment(name: str, number: int) -> Response:
    """A file that came with a mail, always as a download: what it holds is not ours to show."""
    found = next((one for one in _mail(name).attachments if one.number == number), None) or abort(404)
    return send_file(
        BytesIO(found.content), mimetype=found.media_type, as_attachment=True, download_name=found.filename
    )

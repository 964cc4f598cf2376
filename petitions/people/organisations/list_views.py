"""The page that takes a list of organisations: pasted or uploaded, shown before it changes anything, then imported."""

from dataclasses import dataclass
from pathlib import PurePath

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.accounts.guard import current_actor
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError, StalePage
from petitions.core.pages import see
from petitions.people.organisations import policy, queries
from petitions.people.organisations.blueprint import blueprint
from petitions.people.organisations.forms import ListForm
from petitions.people.organisations.list_import import import_list
from petitions.people.organisations.list_judging import Finding, Verdict, fingerprint, judge
from petitions.people.organisations.lists import read_list
from petitions.people.organisations.uploads import text_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would change, by verdict, and the fingerprint of all that is shown."""

    new: list[Finding]
    known: list[Finding]
    doubtful: list[Finding]
    unreadable: list[Finding]
    seen: str

    @property
    def can_import(self) -> bool:
        """Whether there is anything to take."""
        return bool(self.new) or any(finding.takeable for finding in self.doubtful)


@blueprint.route("/import", methods=["GET", "POST"])
def import_page() -> Answer:
    """Show what a list would change; once that was seen, import it in one transaction."""
    policy.require_keep(current_actor())
    form = ListForm()
    if not form.validate_on_submit():
        return (_page(form), 422) if form.errors else _page(form)
    try:
        if form.file.data:
            form.text.data, form.seen.data = _uploaded(form), ""
        return _imported(form) if form.seen.data else _previewed(form)
    except DomainError as refusal:
        form.form_errors.append(refusal.message)
        return _page(form), refusal.status


def _previewed(form: ListForm) -> Answer:
    preview = _preview(form)
    form.seen.data = preview.seen
    return _page(form, preview)


def _imported(form: ListForm) -> Answer:
    seen, also = str(form.seen.data), {int(line) for line in request.form.getlist("also") if line.isdecimal()}
    try:
        with transaction():
            done = import_list(current_actor(), form.text.data or "", also=also, seen=seen)
    except StalePage as refusal:
        form.form_errors.append(refusal.message)
        preview = _preview(form)
        form.seen.data = preview.seen
        return _page(form, preview), refusal.status
    told = ngettext("%(num)s organisation is imported.", "%(num)s organisations are imported.", len(done.taken))
    flash(told if done.taken else _("Nothing was changed."), "done" if done.taken else "quiet")
    return see(url_for("organisations.index"))


def _preview(form: ListForm) -> Preview:
    findings = judge(read_list(form.text.data or ""), queries.on_file(current_actor()))
    parts = {verdict: [one for one in findings if one.verdict is verdict] for verdict in Verdict}
    return Preview(
        new=parts[Verdict.NEW],
        known=parts[Verdict.KNOWN],
        doubtful=parts[Verdict.DOUBTFUL],
        unreadable=parts[Verdict.UNREADABLE],
        seen=fingerprint(findings),
    )


def _uploaded(form: ListForm) -> str:
    upload = form.file.data
    name = "".join(sign for sign in PurePath(upload.filename).name if sign.isprintable())[:120]
    return text_of(upload.read(), name)


def _page(form: ListForm, preview: Preview | None = None) -> str:
    return render_template("people/organisations/import.html", form=form, preview=preview)

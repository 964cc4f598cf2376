"""What a correction means for what is printed, in words."""

from flask_babel import gettext as _

from petitions.signing.correcting.rules import Printed


def when_printed(printed: Printed) -> str:
    """Which list prints what is corrected today."""
    return {
        Printed.THIS: _("The list of signatories that is closed next prints it so."),
        Printed.NEXT: _(
            "The list was closed before: that edition keeps the lines as they stood, and what was printed or sent from "
            "it stays as it is. A correction holds for the next edition, if there is one."
        ),
        Printed.NONE: _("The text has gone and no further list is printed, so nothing can be corrected any more."),
    }[printed]

"""A document as a download."""

from flask import Response

from petitions.cases.documents import opened
from petitions.cases.models import CaseDocument


def as_file(document: CaseDocument) -> Response:
    """The bytes as a download that no browser opens in our name."""
    answer = Response(opened(document), mimetype=document.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{document.key}.{document.ending}"'
    return answer

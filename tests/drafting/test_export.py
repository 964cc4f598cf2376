"""A version as a file holds what was hashed, byte for byte."""

from hashlib import sha256

import pytest
from flask.testing import FlaskClient

from tests.drafting.desk import a_desk


@pytest.mark.parametrize(
    "body", ["Dear Minister,\n\n1. Let her *stay*.[^1]\n\n[^1]: The law.\n", "Ąžuolė é\r\n\r\n  two  \n\n", "العدالة"]
)
def test_the_hash_of_the_file_is_the_one_on_the_page(client: FlaskClient, body: str) -> None:
    desk = a_desk(client)
    desk.write(subject="Let  Žemė stay", body=body)
    file = client.get(desk.address("versions/2/text.md"))
    assert file.content_type == "text/markdown; charset=utf-8"
    assert sha256(file.data).hexdigest() in desk.get("versions/2").replace(" ", "")
    assert file.data.decode() == f"Let Žemė stay\n\n{desk.versions[-1].body}"


def test_the_file_is_a_download_of_this_version_that_nobody_else_keeps(client: FlaskClient) -> None:
    desk = a_desk(client)
    file = client.get(desk.address("versions/1/text.md"))
    assert file.headers["Content-Disposition"] == f'attachment; filename="{desk.campaign.slug}-1.md"'
    assert "no-store" in file.headers["Cache-Control"]
    assert desk.address("versions/1/text.md") in desk.get("versions/1")


def test_a_version_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    a_desk(client).get("versions/9/text.md", 404)

"""A list of signatories in the instrument's own lines, to be copied. Pure."""

from typing import BinaryIO

from petitions.signing.exporting.files import new_file, read_from
from petitions.signing.exporting.listed import SignatoryList, in_one_line


def write(found: SignatoryList) -> BinaryIO:
    """The lines in UTF-8. What the list is of stands above them as remarks, which readers of such lines pass over."""
    about = [
        found.campaign,
        found.stand,
        f"SHA-256 {found.sha256}",
        found.made,
        *filter(None, [found.warning, found.rest]),
    ]
    remarks = "".join(f"# {in_one_line(line)}\n" for line in about)
    file = new_file()
    file.write(f"{remarks}\n".encode())
    for place, row in enumerate(found.rows):
        file.write(f"{found.parted if place else ''}{in_one_line(row.line)}".encode())
    file.write(b"\n")
    return read_from(file)

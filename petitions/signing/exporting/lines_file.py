"""A list of signatories in the instrument's own lines, to be copied. Pure."""

from petitions.signing.exporting.listed import SignatoryList, in_one_line


def write(found: SignatoryList) -> bytes:
    """The lines in UTF-8. What the list is of stands above them as remarks, which readers of such lines pass over."""
    about = [
        found.campaign,
        found.stand,
        f"SHA-256 {found.sha256}",
        found.made,
        *filter(None, [found.warning, found.rest]),
    ]
    remarks = "".join(f"# {in_one_line(line)}\n" for line in about)
    lines = found.parted.join(in_one_line(row.line) for row in found.rows)
    return f"{remarks}\n{lines}\n".encode()

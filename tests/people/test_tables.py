import pytest

from petitions.people.formats import RosterUnreadable, read_table
from petitions.people.formats.kinds import MAX_BYTES

TEXT = 'epid,name,party\n1,"Łucja ŻAK, senior",Greens\n\n2,Öla NØRD,\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_reads_alike(encoding: str) -> None:
    table = read_table(TEXT.encode(encoding), "roster.csv")
    assert table.header == ("epid", "name", "party")
    assert table.rows == ((2, ("1", "Łucja ŻAK, senior", "Greens")), (4, ("2", "Öla NØRD", "")))


def test_windows_1252_is_read_as_such() -> None:
    table = read_table("epid;name\r\n1;José D’ORÉ\r\n".encode("cp1252"), "roster.csv")
    assert (table.encoding, table.delimiter) == ("cp1252", ";")
    assert table.rows == ((2, ("1", "José D’ORÉ")),)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "epid,name\n1,Ania ŁĄKA\n2,Róża ŻAK\n"),
        ("cp1251", "epid,name\n1,Иван Пробный\n2,Мария Пробная\n"),
        ("cp1252", "epid,name\n1,Søren PRØVE\n2,Iñigo PRUEBA\n3,Jörg VERSÜCH\n"),
    ],
)
def test_an_eight_bit_encoding_is_found_out(encoding: str, text: str) -> None:
    table = read_table(text.encode(encoding), "roster.csv")
    assert table is not None
    assert table.encoding == encoding
    assert [cells[1] for _line, cells in table.rows] == [line.split(",")[1] for line in text.splitlines()[1:]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    assert read_table(f"a{delimiter}b\n1{delimiter}2\n".encode(), "x").rows == ((2, ("1", "2")),)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"PK\x03\x04rest", "an archive without a spreadsheet in it, or cut off"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet of an old kind"),
        (b"%PDF-1.7", "is a PDF"),
        (b"<!DOCTYPE html><table></table>", "is a web page"),
        (b"epid,name\n1,A\0B\n", "not a text file"),
        (b"\x7fELF\x01\x01\0\0\0", "not a text file"),
        (b'epid,name\n1,"A\n2,B\n', "Line 2 of roster.csv: a quotation mark"),
        (b'epid,name\n1,"A\n2,B"\n', "Line 2 of roster.csv: a quotation mark"),
        (b'epid,name\n1,"A"x\n', "Line 2 of roster.csv: a quotation mark"),
        (b"epid,name\n1,A\n2\n", "Line 3 of roster.csv has 1 cells where the header has 2"),
        (b"epid,name\n1,A,x\n", "Line 2 of roster.csv has 3 cells where the header has 2"),
        ("epid,name\n1,Zoë\n".encode() + b"2,Zo\xeb\n", "Line 3 of roster.csv is in another encoding"),
        ("epid,name\n1,ż\n".encode("utf-16")[:-1], "encoding that can't be made out"),
        (b"epid,name\n1,\x81\n", "Line 2 of roster.csv is in an encoding that can't be made out"),
        (b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_refused_with_the_place(data: bytes, said: str) -> None:
    with pytest.raises(RosterUnreadable) as refused:
        read_table(data, "roster.csv")
    assert said in refused.value.message
    assert "roster.csv" in refused.value.message


def test_the_refusal_can_be_said_in_another_language() -> None:
    with pytest.raises(RosterUnreadable) as refused:
        read_table(b"", "roster.csv")
    assert (
        refused.value.sentence.said({"%(file)s is empty.": "%(file)s est vide."}.__getitem__) == "roster.csv est vide."
    )


def test_any_bytes_are_read_or_refused_but_never_crash() -> None:
    whole = TEXT.encode() * 3
    for cut in range(len(whole)):
        for data in (whole[:cut], whole[cut:], whole[:cut] + b"\xff" + whole[cut:]):
            try:
                read_table(data, "roster.csv")
            except RosterUnreadable:
                continue

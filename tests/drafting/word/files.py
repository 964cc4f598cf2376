"""Word files made by hand, part by part, as Word writes them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Geheim"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
LEVELS = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>
</w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
"""


def part(name: str, inside: str, before: str = "") -> str:
    """A part of Word whose root has this name."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:{name} {NAMESPACES}>{inside}</w:{name}>'


def word(body: str, *, before: str = "", relations: str = "", **parts: str | bytes) -> bytes:
    """A file with this body. Further parts are named by their kinds, such as `footnotes`."""
    known: dict[str, str | bytes] = {
        "styles": part("styles", STYLES),
        "numbering": part("numbering", LEVELS),
        **parts,
    }
    links = "".join(f'<Relationship Id="r{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>' for kind in known)
    return zipped(
        {
            "_rels/.rels": _relations(f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>", before),
            "word/_rels/document.xml.rels": _relations(links + relations),
            **{f"word/{kind}.xml": content for kind, content in known.items()},
        }
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def external(key: str, target: str, kind: str = "hyperlink") -> str:
    """A relation to something outside the file."""
    return f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of these runs; bare words become one."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    words = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{words}</w:p>"


def r(words: str, look: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words: str, number: int = 1, level: int = 0) -> str:
    """An item of a list."""
    return p(words, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def field(code: str, shown: str) -> str:
    """A field as Word writes it, in runs of its own."""
    steps = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in steps)
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{shown}{end}"


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'

"""LibreOffice, which opens files and saves them in its own hand."""

import shutil
import subprocess
from pathlib import Path

from tests.support.parts import require


def saved_by_libreoffice(files: list[bytes], folder: Path) -> list[bytes]:
    """The files after LibreOffice has opened and saved each of them."""
    program = shutil.which("soffice")
    require("LibreOffice", program)
    sent, saved = folder / "sent", folder / "saved"
    sent.mkdir()
    paths = [sent / f"{number}.docx" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    home = f"-env:UserInstallation=file://{folder}/home"
    kind = "docx:MS Word 2007 XML"
    subprocess.run(
        [str(program), "--headless", home, "--convert-to", kind, "--outdir", str(saved), *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [(saved / path.name).read_bytes() for path in paths]

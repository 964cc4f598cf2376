"""A signature on paper: recorded by one organiser, looked at and confirmed by another, known to its bearer."""

from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from tests.support.letterbox import Letterbox
from tests.support.visitor import Visitor

RECORDED = "Recorded on paper, waits for a second organiser"


def cannot_pass_off_another_file_as_a_scan(organiser: Visitor, board: str, name: str, folder: Path) -> None:
    """What was typed stays; the file is known by what it holds."""
    lie = folder / "scan.pdf"
    lie.write_text("<html>Signed by me</html>")
    organiser.visit(f"{board}/invitations")
    organiser.follow(f"Paper or telephone of {name}")
    moment = datetime.now(UTC)
    organiser.field("On paper").check()
    organiser.field("Day").fill(moment.date().isoformat())
    organiser.field("Time").fill(f"{moment:%H:%M}")
    organiser.field("By the clocks of").select_option("UTC")
    organiser.field("I sign this text, exactly as it was shown to me.").check()
    organiser.field("Print my name under the letter.").check()
    organiser.field("Show my name on the public page of the letter.").check()
    organiser.field("Scan or photograph").set_input_files(lie)
    organiser.press("Record it")
    organiser.reads("This file is no PDF, PNG or JPEG, whatever its name says.", "Choose the file once more")


def records_it_with_its_scan(organiser: Visitor, folder: Path) -> None:
    scan = folder / "scan.jpg"
    Image.new("L", (60, 80), 245).save(scan)
    organiser.field("Scan or photograph").set_input_files(scan)
    organiser.press("Record it")
    organiser.reads("It is recorded.", RECORDED)


def cannot_confirm_it_alone(organiser: Visitor, name: str) -> None:
    organiser.follow(f"See the evidence of {name}")
    organiser.reads("You recorded this yourself")
    organiser.field("I looked at the evidence, and it says so: confirm it").check()
    organiser.press("Decide")
    organiser.reads("Another organiser has to compare it with its evidence.")


def a_second_organiser_looks_at_the_scan_and_confirms(colleague: Visitor, name: str) -> None:
    """The first page leads there; the scan is a download."""
    colleague.visit("/en/desk/")
    colleague.follow(f"A signature of {name} under “Let Aru Example stay” waits to be compared with its evidence.")
    colleague.reads("scan.jpg", "What was not agreed to", "Read version 1")
    with colleague.page.expect_download() as download:
        colleague.page.get_by_role("link", name="Download the file", exact=True).click()
    with Image.open(download.value.path()) as image:
        assert image.size == (60, 80)
    colleague.field("I looked at the evidence, and it says so: confirm it").check()
    colleague.press("Decide")
    colleague.reads("A receipt goes to the registered address.", "Confirmed on paper")


def its_bearer_reads_who_recorded_it(member: Visitor, letterbox: Letterbox, address: str) -> None:
    """The receipt says that it was not given here, and its link leads to the same words."""
    receipt = letterbox.next_to(address, "recorded")
    assert "Recorded by Lantern Network from your signed paper." in receipt
    link = next(word for word in receipt.split() if word.startswith("http") and not word.endswith("/withdraw"))
    member.visit(link)
    member.reads("Confirmed on paper", "Recorded by Lantern Network from your signed paper.", "Withdraw my signature")

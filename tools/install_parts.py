"""Install what tests need besides Python: Chromium, PostgreSQL, LibreOffice, Redis. Say in a line what is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Finder = Callable[[], object]


def postgresql() -> object:
    """The server's programs, wherever Debian or the path has them."""
    return shutil.which("initdb") or next(iter(Path("/usr/lib/postgresql").glob("*/bin/initdb")), None)


def chromium() -> object:
    """A Chromium that the browser's tests can drive."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def libreoffice() -> object:
    """The office program that opens and saves Word files without a window."""
    return shutil.which("soffice")


def redis() -> object:
    """The server in which several machines count requests together."""
    return shutil.which("redis-server")


PARTS: dict[str, Finder] = {
    "chromium-headless-shell": chromium,
    "postgresql": postgresql,
    "libreoffice-writer-nogui": libreoffice,
    "redis-server": redis,
}
# What does as well where Debian has no such package.
INSTEAD = {"chromium-headless-shell": "chromium"}


def missing() -> list[str]:
    """The Debian packages that are still wanted."""
    return [package for package, find in PARTS.items() if not find()]


def install(packages: list[str]) -> None:
    """Install Debian packages where that is possible: as root, or by sudo that asks nothing."""
    hands = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not packages or not shutil.which("apt-get") or (hands and not shutil.which("sudo")):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # One by one, since a package that is not known keeps apt from installing the others.
    for words in (["update"], *(["install", "-y", "--no-install-recommends", package] for package in packages)):
        subprocess.run([*hands, "apt-get", *words], env=environment, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    """Install what is missing; name what could not be. In CI nothing may be missing."""
    wanted = missing()
    if wanted:
        print(f"Installing {' and '.join(wanted)} for the tests …", flush=True)
        install(wanted)
        install([INSTEAD[package] for package in missing() if package in INSTEAD])
    left = missing()
    if left:
        print(f"Not on this machine and not installable here: {', '.join(left)}. The tests that need it are skipped.")
    return 1 if left and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())

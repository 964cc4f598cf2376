"""Make the virtual environment, or say in one sentence why this machine can't."""

import subprocess
import sys

NEEDED = (3, 11)


def main(folder: str) -> int:
    """Create the environment in the folder. Returns the exit code."""
    if sys.version_info < NEEDED:
        print("Undersigned needs Python 3.11 or newer. Point to one: make PYTHON=python3.12 run", file=sys.stderr)
        return 1
    made = subprocess.run([sys.executable, "-m", "venv", folder], check=False, capture_output=True, text=True)
    if made.returncode:
        print(f"Python can't make a virtual environment here (on Debian: apt install python3-venv).\n{made.stdout}")
    return made.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""What tests of public pages begin with."""

from tests.dispatch.conftest import scene

__all__ = ["scene"]

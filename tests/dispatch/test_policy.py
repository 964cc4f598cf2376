"""Which roles close, send and follow up: asked in one place, refused in one sentence."""

from collections.abc import Callable

import pytest
from flask import Flask

from petitions.accounts.models import Role
from petitions.core.actor import Actor, ActorKind
from petitions.core.errors import NotAllowed
from petitions.dispatch import policy

MAY = {
    policy.require_close: {Role.OWNER, Role.DRAFTER},
    policy.require_confirm: {Role.OWNER, Role.DISPATCHER},
    policy.require_prepare: {Role.OWNER, Role.DRAFTER, Role.DISPATCHER},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("require", MAY, ids=lambda require: require.__name__)
def test_each_role_may_what_it_is_for_and_nothing_else(
    app: Flask, require: Callable[[Actor], None], role: Role
) -> None:
    actor = Actor(ActorKind.USER, "Ada Organiser", roles=frozenset({role}))
    if role in MAY[require]:
        require(actor)
    else:
        with pytest.raises(NotAllowed, match="Ask one of them"):
            require(actor)

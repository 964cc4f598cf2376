"""Finding officials to invite: members of the bodies whose members may sign."""

from collections.abc import Collection, Sequence
from typing import Any

from petitions.core.actor import Actor
from petitions.people.search_queries import Found, hits


def officials(actor: Actor, allowed: Collection[str], **filters: Any) -> Sequence[Found]:
    """Members of the bodies who fit the filters of `search_queries.hits`, by surname."""
    only = next(iter(allowed)) if len(allowed) == 1 else ""
    every = hits(actor, body=only, **filters)
    return every if only else [one for one in every if one.mandate.body in allowed]

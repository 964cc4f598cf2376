"""What tests of clusters begin with."""

import pytest

from petitions.signing.clusters.models import Cluster
from tests.signing.clusters.crowd import DOMAIN, crowd, waiting, work
from tests.signing.supporters.petition import Petition


@pytest.fixture
def many(petition: Petition):
    """Twenty at one domain, who wait, and two who signed by themselves."""
    crowd(petition.campaign, 2)
    found = crowd(petition.campaign, 20, domain=DOMAIN)
    work()
    return found


@pytest.fixture
def cluster(petition: Petition, many) -> Cluster:
    """The cluster that they are in."""
    return waiting(petition.campaign)[0]

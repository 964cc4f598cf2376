"""Numbers of signatures that mean something: which are reached, and which comes next. Pure."""

from petitions.campaigns.instruments import Instrument, Threshold


def reached(rules: Instrument, count: int) -> list[Threshold]:
    """The thresholds that so many signatures reach, the lowest first."""
    return [threshold for threshold in rules.thresholds if threshold.count <= count]


def next_threshold(rules: Instrument, count: int) -> Threshold | None:
    """The lowest threshold that so many signatures don't reach yet."""
    return next((threshold for threshold in rules.thresholds if threshold.count > count), None)

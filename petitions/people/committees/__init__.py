"""On which committees a body's members sit, as dated rosters say it."""

"""Cases: the pages of defenders, with timeline, proceedings and sources."""

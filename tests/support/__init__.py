"""Real parts for tests: a PostgreSQL server, Chromium, a mail server, the shared input."""

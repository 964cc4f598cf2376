"""The WSGI entry point: `flask --app wsgi …`, `granian --interface wsgi wsgi:app`."""

from petitions import create_app

app = create_app()

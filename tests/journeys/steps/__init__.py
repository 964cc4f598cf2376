"""The steps of the story, in order; each is one person doing one thing in a browser."""

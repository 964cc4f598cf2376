"""What every slice stands on: database, clock, actors, events, errors, tokens, text."""

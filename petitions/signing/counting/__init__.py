"""How many have signed a text, counted in batches from the leaves of the ledger."""

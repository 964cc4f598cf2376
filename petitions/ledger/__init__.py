"""The append-only record of consents, withdrawals, closings and dispatches."""

"""Mail that leaves: messages committed with the business they belong to, sent by the worker."""

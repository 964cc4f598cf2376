"""Organisations that sign: who they are, who heads them, who may sign for them, and which coalitions they form."""

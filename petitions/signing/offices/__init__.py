"""The office of a signatory: which letters belong to a mailbox, who prepares them, and several signed at once."""

"""How often anybody may ask for something without a session: counted by address, network and campaign."""

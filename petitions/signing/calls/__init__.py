"""Open calls: members of a body and organisations come by themselves, under a campaign whose page is public."""

"""The organisers' own pages that mix slices."""

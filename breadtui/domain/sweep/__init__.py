"""Many bakes from one: a sheet of the few fields in which they differ."""

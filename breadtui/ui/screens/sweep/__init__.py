"""Many bakes as a sheet."""

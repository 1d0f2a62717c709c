"""Making a bake again: what a plan asks for, how it stands, how a run of it goes."""

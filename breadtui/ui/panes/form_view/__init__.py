"""A form as one list of rows, edited where it stands."""

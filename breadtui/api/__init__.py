"""The wire: every operation of the Bread service, as domain values in and out."""

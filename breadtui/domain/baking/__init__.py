"""Bakes while they are written: their form, what is wrong in it, what would come of it, what the service made of it."""

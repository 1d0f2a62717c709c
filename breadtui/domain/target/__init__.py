"""Targets while they are written: their fields, generators, mistakes, and what a service makes of them."""

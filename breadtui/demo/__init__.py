"""A whole Bread service on loopback: jobs that advance with the clock, and a seeded library."""

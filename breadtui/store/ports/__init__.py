"""What the store needs of the world: service, journal, answers shared, downloads; as protocols."""

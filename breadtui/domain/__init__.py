"""What the field means: frozen dataclasses and pure functions, standard library only."""

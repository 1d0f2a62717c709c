"""The form of a bake: what is known around it, what can be picked, what would come of it."""

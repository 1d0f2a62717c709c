"""Who descends from whom, what depends on what, and which generation taught what."""

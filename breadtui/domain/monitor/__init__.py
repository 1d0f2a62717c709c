"""How the job monitor is arranged: its order, its blocks, its columns."""

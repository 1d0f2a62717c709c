"""Plans and chains: held against the service, run, kept; and single starts."""

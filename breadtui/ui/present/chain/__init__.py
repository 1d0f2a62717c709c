"""Chains as people see them: what can be started after what, how far one is."""

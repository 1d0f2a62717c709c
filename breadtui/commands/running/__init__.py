"""Jobs started and waited for, one by one or as a plan."""

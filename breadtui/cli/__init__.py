"""The front door: arguments, exit codes, and the only place that joins the rooms."""

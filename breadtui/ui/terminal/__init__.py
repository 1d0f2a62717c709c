"""What stands between the program and the terminal: filters, frames, signals, crashes."""

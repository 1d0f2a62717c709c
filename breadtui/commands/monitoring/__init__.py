"""What happens: status, record, journal, doctor, labels."""

"""What leaves the system: a noun in, bytes out; nothing here solves, rounds or reads input."""

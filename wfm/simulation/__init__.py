"""The simulation: a roster played against random customers, before any customer meets it."""

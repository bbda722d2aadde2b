"""Plan the people around AI in contact centres: forecast in, shift roster out."""

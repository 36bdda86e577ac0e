"""The values: frozen, without input or output, clock or randomness. Imports nothing of the project but itself."""

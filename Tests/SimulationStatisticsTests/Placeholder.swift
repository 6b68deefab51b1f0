// Placeholder until the first test of this bundle lands.

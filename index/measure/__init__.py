"""How good and how fast it is: question sets, measures, fitted coefficients."""

"""What administrators do: look at a file, take it in, withdraw it, go back; long work goes on behind them."""

"""What propaganda staff print and post: posters with a code to scan, and cards with a quote."""

"""What somebody asks: typing put right, abbreviations and everyday words understood, what kind of value is wanted."""

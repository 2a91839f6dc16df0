"""From what arrives to what is delivered: stored first, answered in turn, sent once, within what people may ask."""

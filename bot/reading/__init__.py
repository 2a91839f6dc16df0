"""The published generation as channels use it: asking, looking up, leafing through whole documents."""

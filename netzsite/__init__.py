"""netzsite turns one folder of content into the media mix of an innovation network."""

"""What surveys have published: looked up by place, drawn as figures, and attacked as an outsider would."""

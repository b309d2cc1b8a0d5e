"""What knows nothing of content: artifacts, fingerprints, publishing."""

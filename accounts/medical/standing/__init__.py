"""Standing requests: an HCP's dated wish to be kept informed of a topic."""

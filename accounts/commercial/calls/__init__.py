"""Detail calls: what approved content was detailed to whom, and what comes next."""

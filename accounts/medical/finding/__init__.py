"""Finding call reports: filters, words, what a person keeps of them, and what leaves as a file."""

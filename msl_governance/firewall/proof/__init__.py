"""The proof: flows read from the database catalogue, and non-interference between worlds.

``catalogue`` is the proof part, for the database only. The worlds are evidence for the pages tried: worlds
that differ only in medical records must give every commercial person byte-identical answers, and the reverse.
Nothing here runs on real records: it makes databases of its own and drops them.
"""

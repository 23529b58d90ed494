"""Door 3: KOL intelligence, from medical to commercial only. Comes with its own issue."""

"""Who answers which kinds of question where: medical's own alignment, by which routing chooses."""

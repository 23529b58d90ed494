"""Settings: ``dev``, ``test``, ``production`` over ``base``; the environment is read in ``environment``."""

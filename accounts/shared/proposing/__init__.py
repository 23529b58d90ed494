"""How a side proposes a change of the shared directory. Each side keeps its own proposals; oversight reads both."""

"""A stand-in for whoever plays requests in a world."""


class Playing:
    """A player that answers from a list."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def play(self, request):
        return self.answers.pop(0)

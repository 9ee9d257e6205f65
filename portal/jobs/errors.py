"""What a handler may raise on purpose. Its words are kept on the row and shown, so they hold no content or secrets."""


class JobError(Exception):
    """Base: `message` is an English sentence that people may read; it is translated when shown."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class NotYet(JobError):
    """The work cannot be done now and trying costs nothing: something outside is missing. The job keeps waiting."""


class GiveUp(JobError):
    """No further try can help: the job fails at once."""

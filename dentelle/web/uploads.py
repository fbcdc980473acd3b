"""Files that come in by a form: one that is too large is refused while it comes, before it fills the disk.

Invariant: of whoever has no account, only the files of an application are kept; every form reads what is sent to it, sign-in too.
"""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

__all__ = ["MostBytes", "OfApplication", "refused"]


class MostBytes(FileUploadHandler):
    """Lets each file pass up to ``settings.UPLOAD_BYTES``; a larger one is left out and its name kept for ``refused``."""

    def most(self) -> int:
        """The bytes that a file may have."""
        return settings.UPLOAD_BYTES

    def wanted(self) -> bool:
        """Whether files are kept of whoever sends them."""
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    def new_file(self, *arguments: Any, **named: Any) -> None:
        super().new_file(*arguments, **named)
        if not self.wanted():
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > self.most():
            if self.request is not None:
                refused(self.request).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class OfApplication(MostBytes):
    """The same for files of people without an account."""

    def most(self) -> int:
        return min(settings.APPLICATION_FILE_BYTES, settings.UPLOAD_BYTES)

    def wanted(self) -> bool:
        return True


def refused(request: Any) -> list[str]:
    """The names of the files that were too large to be taken."""
    if not hasattr(request, "refused_uploads"):
        request.refused_uploads = []
    names: list[str] = request.refused_uploads
    return names

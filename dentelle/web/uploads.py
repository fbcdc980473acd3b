"""Files that come in by a form: one that is too large is refused while it comes, before it fills the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

__all__ = ["MostBytes", "refused"]


class MostBytes(FileUploadHandler):
    """Lets each file pass up to ``settings.UPLOAD_BYTES``; a larger one is left out and its name kept for ``refused``."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.UPLOAD_BYTES:
            if self.request is not None:
                refused(self.request).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def refused(request: Any) -> list[str]:
    """The names of the files that were too large to be taken."""
    if not hasattr(request, "refused_uploads"):
        request.refused_uploads = []
    names: list[str] = request.refused_uploads
    return names

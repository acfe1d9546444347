"""Uploads are cut off at their limit while they arrive, not after they have filled the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class LimitUpload(FileUploadHandler):
    """Stops reading once a request is larger than any of our forms takes, and marks the request."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        self.total = 0
        self.too_large = content_length > settings.UPLOAD_BYTES_MAX
        if self.request is not None:
            self.request.upload_too_large = self.too_large  # type: ignore[attr-defined]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.total += len(raw_data)
        if self.too_large or self.total > settings.UPLOAD_BYTES_MAX:
            if self.request is not None:
                self.request.upload_too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

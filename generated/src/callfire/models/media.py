"""Models and enums of ``client.media``."""

from __future__ import annotations

from .._runtime.models.model import Model, OpenEnum
from ._shared import Media


class MediaExtension(OpenEnum):
    """Ending that names the file type: bmp, gif, jpg, m4a, mp3, mp4, png, wav, 3gp."""

    BMP = "bmp"
    GIF = "gif"
    JPG = "jpg"
    M4A = "m4a"
    MP3 = "mp3"
    MP4 = "mp4"
    PNG = "png"
    WAV = "wav"
    VALUE_3GP = "3gp"


class MediaPage(Model):
    """One page of media files."""

    items: list[Media] | None = None
    """The media files of this page."""
    limit: int | None = None
    """Page size that was asked for or defaulted to. Often missing from real responses."""
    offset: int | None = None
    """Number of items skipped before this page. Often missing from real responses."""
    total_count: int | None = None
    """Number of items on all pages together, -1 when unknown. Sometimes missing from real
    responses.
    """

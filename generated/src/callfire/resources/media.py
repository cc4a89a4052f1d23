"""The methods of ``client.media``."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from .._runtime.client import SyncResource
from ..operations import media as ops

if TYPE_CHECKING:
    from .._runtime.files.download import Destination, Downloaded, FileInput, Progress
    from .._runtime.models.fields import Fields
    from .._runtime.paging import Page
    from ..models._shared import Media, ResourceId
    from ..types import MediaExtensionValue


class MediaResource(SyncResource):
    """Pictures, sounds and videos to send along with texts.

    The methods of ``client.media``.
    """

    def find(
        self,
        *,
        filter: str | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[Media]:
        """Find media files.

        Finds the pictures, sounds and videos stored for use in texts.

        Args:
            filter: Only files whose name contains this text.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,name,publicUrl)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of media files. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /media``, operation ``findMedia``.
        """
        return self._client.page(
            ops.FIND_MEDIA,
            query={"filter": filter, "fields": fields, "limit": limit, "offset": offset},
        )

    def upload(self, file: FileInput, *, name: str | None = None) -> ResourceId:
        """Upload a media file.

        Stores a picture, sound or video, so that texts can carry it. Accepted types: bmp, gif, jpg,
        m4a, mp3, mp4, png, wav. A file that is stored already is refused with 400, and the error's
        text ends with the id of the known one.

        Args:
            file: The file, of one of the types bmp, gif, jpg, m4a, mp3, mp4, png, wav.
            name: Name for the media file.

        Returns:
            The id of the new media file.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /media``, operation ``createMedia``.
        """
        return self._client.call(ops.CREATE_MEDIA, form={"file": file, "name": name})

    @overload
    def download_public(
        self,
        key: str,
        extension: MediaExtensionValue,
        to: None = None,
        *,
        progress: Progress | None = None,
        max_bytes: int | None = None,
    ) -> bytes: ...

    @overload
    def download_public(
        self,
        key: str,
        extension: MediaExtensionValue,
        to: Destination,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> Downloaded: ...

    def download_public(
        self,
        key: str,
        extension: MediaExtensionValue,
        to: Destination | None = None,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> bytes | Downloaded:
        """Download media by public key.

        Downloads a media file by the key and ending found in its `public_url`. The body is the file
        itself, not JSON; its content type follows from the ending, e.g. `image/png` for png.

        Args:
            key: Key of the media file: the part of `public_url` between the last `/` and the
                ending.
            extension: Ending that names the file type: bmp, gif, jpg, m4a, mp3, mp4, png, wav, 3gp.
            to: Where to store the bytes: a path or a binary file object. Without it they are
                returned.
            progress: Called with the number of bytes so far and of all, None where unknown.
            resume: Whether to go on with a file that an earlier call left unfinished.
            max_bytes: How many bytes to take at most; more is an error.
            overwrite: Whether a file that exists may be replaced.

        Returns:
            The media file.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /media/public/{key}.{extension}``, operation ``getMediaDataByKey``.
        """
        return self._client.download(
            ops.GET_MEDIA_DATA_BY_KEY,
            to,
            path={"key": key, "extension": extension},
            progress=progress,
            resume=resume,
            max_bytes=max_bytes,
            overwrite=overwrite,
        )

    def get(self, id: int, *, fields: Fields | None = None) -> Media:
        """Get a media file.

        Reads the details of one media file: name, type, size and public link. Use `media.download`
        or `media.download_file` for the file itself.

        Args:
            id: Id of the media file.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,mediaType,publicUrl`. Whatever is not named is left out
                of the response. Accepts a list or a dict of names, too.

        Returns:
            The details of the media file.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /media/{id}``, operation ``getMedia``.
        """
        return self._client.call(ops.GET_MEDIA, path={"id": id}, query={"fields": fields})

    @overload
    def download(
        self,
        id: int,
        extension: MediaExtensionValue,
        to: None = None,
        *,
        progress: Progress | None = None,
        max_bytes: int | None = None,
    ) -> bytes: ...

    @overload
    def download(
        self,
        id: int,
        extension: MediaExtensionValue,
        to: Destination,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> Downloaded: ...

    def download(
        self,
        id: int,
        extension: MediaExtensionValue,
        to: Destination | None = None,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> bytes | Downloaded:
        """Download a media file.

        Downloads a media file by its id. The body is the file itself, not JSON; its content type
        follows from the ending, e.g. `image/jpeg` for jpg. Right after the upload the file may not
        be available yet.

        Args:
            id: Id of the media file.
            extension: Ending that names the file type: bmp, gif, jpg, m4a, mp3, mp4, png, wav, 3gp.
            to: Where to store the bytes: a path or a binary file object. Without it they are
                returned.
            progress: Called with the number of bytes so far and of all, None where unknown.
            resume: Whether to go on with a file that an earlier call left unfinished.
            max_bytes: How many bytes to take at most; more is an error.
            overwrite: Whether a file that exists may be replaced.

        Returns:
            The media file.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /media/{id}.{extension}``, operation ``getMediaData``.
        """
        return self._client.download(
            ops.GET_MEDIA_DATA,
            to,
            path={"id": id, "extension": extension},
            progress=progress,
            resume=resume,
            max_bytes=max_bytes,
            overwrite=overwrite,
        )

    @overload
    def download_file(
        self,
        id: int,
        to: None = None,
        *,
        progress: Progress | None = None,
        max_bytes: int | None = None,
    ) -> bytes: ...

    @overload
    def download_file(
        self,
        id: int,
        to: Destination,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> Downloaded: ...

    def download_file(
        self,
        id: int,
        to: Destination | None = None,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> bytes | Downloaded:
        """Download media as binary.

        Downloads a media file of any type as plain bytes, with the content type
        `application/binary`. Use it when you do not know the file's ending. Right after the upload
        the file may not be available yet.

        Args:
            id: Id of the media file.
            to: Where to store the bytes: a path or a binary file object. Without it they are
                returned.
            progress: Called with the number of bytes so far and of all, None where unknown.
            resume: Whether to go on with a file that an earlier call left unfinished.
            max_bytes: How many bytes to take at most; more is an error.
            overwrite: Whether a file that exists may be replaced.

        Returns:
            The media file.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /media/{id}/file``, operation ``getMediaDataBinary``.
        """
        return self._client.download(
            ops.GET_MEDIA_DATA_BINARY,
            to,
            path={"id": id},
            progress=progress,
            resume=resume,
            max_bytes=max_bytes,
            overwrite=overwrite,
        )

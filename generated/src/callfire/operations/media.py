"""The operations behind ``client.media``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    FILE,
    INTEGER,
    PARTIAL,
    DownloadOperation,
    Effect,
    Operation,
    PagedOperation,
    Paging,
    Param,
)
from .._runtime.core.requirements import Limits
from ..models._shared import ErrorResponse, Media, ResourceId
from ..models.media import MediaExtension, MediaPage

FIND_MEDIA: PagedOperation[Media] = PagedOperation(
    "findMedia",
    "GET",
    "/media",
    effect=Effect.READ,
    returns=MediaPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "fields": PARTIAL,
    },
)
CREATE_MEDIA: Operation[ResourceId] = Operation(
    "createMedia",
    "POST",
    "/media",
    effect=Effect.CREATE,
    returns=ResourceId,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    form_style="multipart",
    form={"file": FILE},
    error_id="mediaId: (\\d+)",
)
GET_MEDIA_DATA_BY_KEY: DownloadOperation = DownloadOperation(
    "getMediaDataByKey",
    "GET",
    "/media/public/{key}.{extension}",
    effect=Effect.READ,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    accept=(
        "image/jpeg",
        "image/png",
        "image/x-bmp",
        "image/gif",
        "video/mp4",
        "audio/wav",
        "audio/mp3",
        "audio/m4a",
        "video/3gpp",
    ),
    path_params={"extension": Param(enum=MediaExtension)},
)
GET_MEDIA: Operation[Media] = Operation(
    "getMedia",
    "GET",
    "/media/{id}",
    effect=Effect.READ,
    returns=Media,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
GET_MEDIA_DATA: DownloadOperation = DownloadOperation(
    "getMediaData",
    "GET",
    "/media/{id}.{extension}",
    effect=Effect.READ,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    accept=(
        "image/jpeg",
        "image/png",
        "image/x-bmp",
        "image/gif",
        "video/mp4",
        "audio/wav",
        "audio/mp3",
        "audio/m4a",
        "video/3gpp",
    ),
    path_params={"id": INTEGER, "extension": Param(enum=MediaExtension)},
)
GET_MEDIA_DATA_BINARY: DownloadOperation = DownloadOperation(
    "getMediaDataBinary",
    "GET",
    "/media/{id}/file",
    effect=Effect.READ,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    accept=("application/binary",),
    path_params={"id": INTEGER},
)

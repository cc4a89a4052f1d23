"""The operations behind ``client.campaigns``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    BOOLEAN,
    FILE,
    INTEGER,
    PARTIAL,
    DownloadOperation,
    Effect,
    Operation,
    PagedOperation,
    Paging,
    Param,
    Wait,
)
from .._runtime.core.requirements import Limits, Requires
from .._runtime.recipients.facts import Recipients
from ..models._shared import Batch, ErrorResponse
from ..models.campaigns import CallCreateSound, CampaignSound, CampaignSoundPage, TextToSpeech

GET_CAMPAIGN_BATCH: Operation[Batch] = Operation(
    "getCampaignBatch",
    "GET",
    "/campaigns/batches/{id}",
    effect=Effect.READ,
    returns=Batch,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
    wait=Wait("status", ("NEW", "VALIDATING"), failed=("SOURCE_ERROR",)),
)
UPDATE_CAMPAIGN_BATCH: Operation[None] = Operation(
    "updateCampaignBatch",
    "PUT",
    "/campaigns/batches/{id}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=Batch,
    path_params={"id": INTEGER},
    recipients=Recipients(people=("enabled",)),
)
FIND_CAMPAIGN_SOUNDS: PagedOperation[CampaignSound] = PagedOperation(
    "findCampaignSounds",
    "GET",
    "/campaigns/sounds",
    effect=Effect.READ,
    returns=CampaignSoundPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "includeArchived": BOOLEAN,
        "includePending": BOOLEAN,
        "includeScrubbed": BOOLEAN,
        "fields": PARTIAL,
    },
)
POST_CALL_CAMPAIGN_SOUND: Operation[CampaignSound] = Operation(
    "postCallCampaignSound",
    "POST",
    "/campaigns/sounds/calls",
    effect=Effect.CONTACT,
    returns=CampaignSound,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=CallCreateSound,
    query={"fields": PARTIAL},
    requires=Requires(properties=("toNumber",)),
    recipients=Recipients(numbers=("toNumber",)),
)
POST_FILE_CAMPAIGN_SOUND: Operation[CampaignSound] = Operation(
    "postFileCampaignSound",
    "POST",
    "/campaigns/sounds/files",
    effect=Effect.SET,
    returns=CampaignSound,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    form_style="multipart",
    query={"fields": PARTIAL},
    form={"file": FILE},
)
POST_TTS_CAMPAIGN_SOUND: Operation[CampaignSound] = Operation(
    "postTTSCampaignSound",
    "POST",
    "/campaigns/sounds/tts",
    effect=Effect.CREATE,
    returns=CampaignSound,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=TextToSpeech,
    query={"fields": PARTIAL},
    requires=Requires(properties=("message",)),
)
DELETE_CAMPAIGN_SOUND: Operation[None] = Operation(
    "deleteCampaignSound",
    "DELETE",
    "/campaigns/sounds/{id}",
    effect=Effect.DELETE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
)
GET_CAMPAIGN_SOUND: Operation[CampaignSound] = Operation(
    "getCampaignSound",
    "GET",
    "/campaigns/sounds/{id}",
    effect=Effect.READ,
    returns=CampaignSound,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
    wait=Wait("status", ("UPLOAD", "RECORDING"), failed=("FAILED", "ARCHIVED", "SCRUBBED")),
)
GET_CAMPAIGN_SOUND_DATA_MP3: DownloadOperation = DownloadOperation(
    "getCampaignSoundDataMp3",
    "GET",
    "/campaigns/sounds/{id}.mp3",
    effect=Effect.READ,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    accept=("audio/mpeg",),
    path_params={"id": INTEGER},
)
GET_CAMPAIGN_SOUND_DATA_WAV: DownloadOperation = DownloadOperation(
    "getCampaignSoundDataWav",
    "GET",
    "/campaigns/sounds/{id}.wav",
    effect=Effect.READ,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    accept=("audio/wav",),
    path_params={"id": INTEGER},
)

"""The methods of ``client.campaigns``."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, overload

from .._runtime.client import SyncResource
from ..operations import campaigns as ops

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.files.download import Destination, Downloaded, FileInput, Progress
    from .._runtime.models.fields import Fields
    from .._runtime.paging import Page
    from .._runtime.waiting import WaitOptions
    from ..models._shared import Batch
    from ..models.campaigns import CampaignSound
    from ..types import VoiceValue


class CampaignsResource(SyncResource):
    """Sounds played in calls, and the batches of recipients inside call and text broadcasts.

    The methods of ``client.campaigns``.
    """

    @cached_property
    def batches(self) -> CampaignsBatchesResource:
        """The methods below ``client.campaigns.batches``."""
        return CampaignsBatchesResource(self._client)

    @cached_property
    def sounds(self) -> CampaignsSoundsResource:
        """The methods below ``client.campaigns.sounds``."""
        return CampaignsSoundsResource(self._client)


class CampaignsBatchesResource(SyncResource):
    """The methods of ``client.campaigns.batches``."""

    def get(self, id: int, *, fields: Fields | None = None) -> Batch:
        """Get a batch.

        Reads one batch of a call or text broadcast. Poll it after adding a batch: NEW and
        VALIDATING mean that validation goes on, ACTIVE that the batch is ready, ERRORS and
        SOURCE_ERROR that something was wrong with it.

        Args:
            id: Id of the batch.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,status,size,remaining`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The batch.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /campaigns/batches/{id}``, operation ``getCampaignBatch``.
        """
        return self._client.call(ops.GET_CAMPAIGN_BATCH, path={"id": id}, query={"fields": fields})

    def wait(
        self, id: int, *, fields: Fields | None = None, **options: Unpack[WaitOptions]
    ) -> Batch:
        """Poll `get` until the state is final.

        Looks again, with growing pauses, while `status` is NEW, VALIDATING. It has failed when that
        is SOURCE_ERROR.

        Args:
            id: Id of the batch.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,status,size,remaining`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.
            options: How long and how often: timeout, interval, max_interval, on_poll; see
                `WaitOptions`.

        Returns:
            What the last look has shown.

        Raises:
            WaitFailedError: It failed; `response` is what was shown.
            WaitTimeoutError: It took too long; `response` is what was shown last.

        ``GET /campaigns/batches/{id}``, operation ``getCampaignBatch``.
        """
        from .._runtime.waiting import wait as _wait

        return _wait(
            self._client,
            ops.GET_CAMPAIGN_BATCH,
            path={"id": id},
            query={"fields": fields},
            **options,
        )

    def update(self, id: int, *, enabled: bool | None = None) -> None:
        """Enable or disable a batch.

        Switches a batch on or off. People in a batch that is off are neither called nor texted.
        Nothing but `enabled` can be changed, and the response has an empty body.

        Args:
            id: Id of the batch.
            enabled: Whether the recipients of this batch are contacted. While false, those not yet
                reached are left alone. The only field that can be updated.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /campaigns/batches/{id}``, operation ``updateCampaignBatch``.
        """
        return self._client.call(
            ops.UPDATE_CAMPAIGN_BATCH, path={"id": id}, body={"enabled": enabled}
        )


class CampaignsSoundsResource(SyncResource):
    """The methods of ``client.campaigns.sounds``."""

    def find(
        self,
        *,
        filter: str | None = None,
        include_archived: bool | None = None,
        include_pending: bool | None = None,
        include_scrubbed: bool | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[CampaignSound]:
        """Find sounds.

        Finds the sounds stored in your account, ready for use in calls and broadcasts. Archived,
        unfinished and scrubbed sounds appear only when asked for. Only details are returned; the
        audio comes from `campaigns.sounds.download_mp3` or `campaigns.sounds.download_wav`.

        Args:
            filter: Only sounds whose name contains this text.
            include_archived: `True` adds deleted sounds, whose status is ARCHIVED.
            include_pending: `True` adds sounds not ready yet, whose status is UPLOAD or RECORDING.
            include_scrubbed: `True` adds sounds whose status is SCRUBBED.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,name,status)`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of sounds. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /campaigns/sounds``, operation ``findCampaignSounds``.
        """
        return self._client.page(
            ops.FIND_CAMPAIGN_SOUNDS,
            query={
                "filter": filter,
                "includeArchived": include_archived,
                "includePending": include_pending,
                "includeScrubbed": include_scrubbed,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    def record_by_phone(
        self, to_number: str, *, name: str | None = None, fields: Fields | None = None
    ) -> CampaignSound:
        """Record a sound by phone.

        Rings a phone and asks whoever answers to speak the sound. The sound exists at once with
        status RECORDING and becomes ACTIVE when the call is over. Every request rings the phone
        again.

        Args:
            to_number: Phone number that CallFire rings to record the sound, 11 digits without +,
                e.g. 12135551122.
            name: Name for the new sound.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,status`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The new sound; some servers send its id only.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /campaigns/sounds/calls``, operation ``postCallCampaignSound``.
        """
        return self._client.call(
            ops.POST_CALL_CAMPAIGN_SOUND,
            query={"fields": fields},
            body={"toNumber": to_number, "name": name},
        )

    def upload(
        self, file: FileInput, *, name: str | None = None, fields: Fields | None = None
    ) -> CampaignSound:
        """Upload a sound file.

        Stores an MP3 or WAV file as a sound. Its status is UPLOAD until it has been processed, then
        ACTIVE. A file already stored is not stored again: the response is the known sound with
        `duplicate` set to `True`.

        Args:
            file: The sound file, in MP3 or WAV format.
            name: Name for the sound. Without it the name of the file is used.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,status`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The new sound, or the one already known.

        Retried after a lost connection or a temporary error.

        ``POST /campaigns/sounds/files``, operation ``postFileCampaignSound``.
        """
        return self._client.call(
            ops.POST_FILE_CAMPAIGN_SOUND,
            query={"fields": fields},
            form={"file": file, "name": name},
        )

    def create_from_text(
        self, message: str, *, voice: VoiceValue | None = None, fields: Fields | None = None
    ) -> CampaignSound:
        """Create a sound from text.

        Turns text into a spoken sound and stores it. Repeating the request makes a second sound.

        Args:
            message: Text to be spoken.
            voice: Voice that speaks it: MALE1, FEMALE1, FEMALE2, SPANISH1, FRENCHCANADIAN1.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,status`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The new sound.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /campaigns/sounds/tts``, operation ``postTTSCampaignSound``.
        """
        return self._client.call(
            ops.POST_TTS_CAMPAIGN_SOUND,
            query={"fields": fields},
            body={"message": message, "voice": voice},
        )

    def delete(self, id: int) -> None:
        """Delete a sound.

        Archives a sound: its status becomes ARCHIVED and `campaigns.sounds.find` leaves it out,
        while `campaigns.sounds.get` still reads it.

        Args:
            id: Id of the sound.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``DELETE /campaigns/sounds/{id}``, operation ``deleteCampaignSound``.
        """
        return self._client.call(ops.DELETE_CAMPAIGN_SOUND, path={"id": id})

    def get(self, id: int, *, fields: Fields | None = None) -> CampaignSound:
        """Get a sound.

        Reads the details of one sound, deleted ones included. Use `campaigns.sounds.download_mp3`
        or `campaigns.sounds.download_wav` for the audio.

        Args:
            id: Id of the sound.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,status,lengthInSeconds`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.

        Returns:
            The details of the sound.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /campaigns/sounds/{id}``, operation ``getCampaignSound``.
        """
        return self._client.call(ops.GET_CAMPAIGN_SOUND, path={"id": id}, query={"fields": fields})

    def wait(
        self, id: int, *, fields: Fields | None = None, **options: Unpack[WaitOptions]
    ) -> CampaignSound:
        """Poll `get` until the state is final.

        Looks again, with growing pauses, while `status` is UPLOAD, RECORDING. It has failed when
        that is FAILED, ARCHIVED, SCRUBBED.

        Args:
            id: Id of the sound.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,status,lengthInSeconds`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.
            options: How long and how often: timeout, interval, max_interval, on_poll; see
                `WaitOptions`.

        Returns:
            What the last look has shown.

        Raises:
            WaitFailedError: It failed; `response` is what was shown.
            WaitTimeoutError: It took too long; `response` is what was shown last.

        ``GET /campaigns/sounds/{id}``, operation ``getCampaignSound``.
        """
        from .._runtime.waiting import wait as _wait

        return _wait(
            self._client,
            ops.GET_CAMPAIGN_SOUND,
            path={"id": id},
            query={"fields": fields},
            **options,
        )

    @overload
    def download_mp3(
        self,
        id: int,
        to: None = None,
        *,
        progress: Progress | None = None,
        max_bytes: int | None = None,
    ) -> bytes: ...

    @overload
    def download_mp3(
        self,
        id: int,
        to: Destination,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> Downloaded: ...

    def download_mp3(
        self,
        id: int,
        to: Destination | None = None,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> bytes | Downloaded:
        """Download a sound as MP3.

        Downloads a stored sound as an MP3 file (`audio/mpeg`). The body is the file itself, not
        JSON.

        Args:
            id: Id of the sound.
            to: Where to store the bytes: a path or a binary file object. Without it they are
                returned.
            progress: Called with the number of bytes so far and of all, None where unknown.
            resume: Whether to go on with a file that an earlier call left unfinished.
            max_bytes: How many bytes to take at most; more is an error.
            overwrite: Whether a file that exists may be replaced.

        Returns:
            The MP3 file.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /campaigns/sounds/{id}.mp3``, operation ``getCampaignSoundDataMp3``.
        """
        return self._client.download(
            ops.GET_CAMPAIGN_SOUND_DATA_MP3,
            to,
            path={"id": id},
            progress=progress,
            resume=resume,
            max_bytes=max_bytes,
            overwrite=overwrite,
        )

    @overload
    def download_wav(
        self,
        id: int,
        to: None = None,
        *,
        progress: Progress | None = None,
        max_bytes: int | None = None,
    ) -> bytes: ...

    @overload
    def download_wav(
        self,
        id: int,
        to: Destination,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> Downloaded: ...

    def download_wav(
        self,
        id: int,
        to: Destination | None = None,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> bytes | Downloaded:
        """Download a sound as WAV.

        Downloads a stored sound as a WAV file (`audio/wav`). The body is the file itself, not JSON.

        Args:
            id: Id of the sound.
            to: Where to store the bytes: a path or a binary file object. Without it they are
                returned.
            progress: Called with the number of bytes so far and of all, None where unknown.
            resume: Whether to go on with a file that an earlier call left unfinished.
            max_bytes: How many bytes to take at most; more is an error.
            overwrite: Whether a file that exists may be replaced.

        Returns:
            The WAV file.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /campaigns/sounds/{id}.wav``, operation ``getCampaignSoundDataWav``.
        """
        return self._client.download(
            ops.GET_CAMPAIGN_SOUND_DATA_WAV,
            to,
            path={"id": id},
            progress=progress,
            resume=resume,
            max_bytes=max_bytes,
            overwrite=overwrite,
        )

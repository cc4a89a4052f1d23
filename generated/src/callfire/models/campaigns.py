"""Models and enums of ``client.campaigns``."""

from __future__ import annotations

from .._runtime.models.model import OMITTED, Model, OpenEnum, Timestamp
from .._runtime.models.phones import Phone
from ._shared import Voice


class CampaignSoundStatus(OpenEnum):
    """Set by the server.

    UPLOAD: being uploaded. RECORDING: being recorded by phone. ACTIVE: ready for use. FAILED: could
    not be created. ARCHIVED: deleted, still readable by ID. SCRUBBED and ACTIVE_SYSTEM are
    undocumented; by its name, the latter is a ready sound supplied by CallFire.
    """

    UPLOAD = "UPLOAD"
    RECORDING = "RECORDING"
    ACTIVE = "ACTIVE"
    ACTIVE_SYSTEM = "ACTIVE_SYSTEM"
    FAILED = "FAILED"
    ARCHIVED = "ARCHIVED"
    SCRUBBED = "SCRUBBED"


class CallCreateSound(Model):
    """Asks CallFire to ring a phone and record what is said as a new sound of the account."""

    name: str | None = None
    """Name for the new sound."""
    to_number: Phone | None = None
    """Phone number that CallFire rings to record the sound, 11 digits without +, e.g.
    12135551122.
    """


class CampaignSound(Model):
    """A sound in the account's library, ready to be played in calls: uploaded as a file,
    recorded by phone or spoken from text. Holds metadata only; the audio is downloaded as MP3 or
    WAV.
    """

    created: Timestamp | None = None
    """When the sound was created, set by the server. In UTC."""
    duplicate: bool | None = None
    """True when an uploaded file equals one in the library; the sound returned is then the
    existing one.
    """
    id: int = OMITTED
    """ID of the sound. Assigned by the server."""
    length_in_seconds: int | None = None
    """Playing time, in seconds."""
    name: str | None = None
    """Name of the sound."""
    status: CampaignSoundStatus | None = None
    """Set by the server. UPLOAD: being uploaded. RECORDING: being recorded by phone. ACTIVE:
    ready for use. FAILED: could not be created. ARCHIVED: deleted, still readable by ID. SCRUBBED
    and ACTIVE_SYSTEM are undocumented; by its name, the latter is a ready sound supplied by
    CallFire.
    """


class CampaignSoundPage(Model):
    """One page of sounds."""

    items: list[CampaignSound] | None = None
    """The sounds of this page."""
    limit: int | None = None
    """Page size that was asked for or defaulted to. A page with fewer items is the last one.
    Often missing from real responses.
    """
    offset: int | None = None
    """Number of items skipped before this page. Often missing from real responses."""
    total_count: int | None = None
    """Number of items on all pages together, -1 when unknown. Sometimes missing from real
    responses.
    """


class TextToSpeech(Model):
    """Text to turn into a new sound of the account."""

    message: str | None = None
    """Text to be spoken."""
    voice: Voice | None = None
    """Voice that speaks it: MALE1, FEMALE1, FEMALE2, SPANISH1, FRENCHCANADIAN1."""

"""What ``client.campaigns`` sends, and what becomes of the responses."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from callfire import models
from callfire.errors import BadRequestError, DeviationWarning, NotFoundError, OutcomeUnknownError

BATCH_JSON: dict[str, Any] = {
    "broadcastId": 11646003,
    "created": 1772366400000,
    "enabled": True,
    "id": 11646003,
    "name": "Example",
    "remaining": 5,
    "size": 5,
    "status": "NEW",
}
BATCH_MODEL = models.Batch(
    broadcast_id=11646003,
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    enabled=True,
    id=11646003,
    name="Example",
    remaining=5,
    size=5,
    status=models.BatchStatus.NEW,
)
CAMPAIGN_SOUND_JSON: dict[str, Any] = {
    "created": 1772366400000,
    "duplicate": True,
    "id": 11646003,
    "lengthInSeconds": 5,
    "name": "Example",
    "status": "UPLOAD",
}
CAMPAIGN_SOUND_MODEL = models.CampaignSound(
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    duplicate=True,
    id=11646003,
    length_in_seconds=5,
    name="Example",
    status=models.CampaignSoundStatus.UPLOAD,
)
CAMPAIGN_SOUND_PAGE_JSON: dict[str, Any] = {
    "items": [CAMPAIGN_SOUND_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
CAMPAIGN_SOUND_PAGE_MODEL = models.CampaignSoundPage(
    items=[CAMPAIGN_SOUND_MODEL], limit=10, offset=20, total_count=5
)


def test_batches_get_sends_everything(api: Any) -> None:
    """``GET /campaigns/batches/{id}``: Get a batch, with every argument."""
    api.responds(BATCH_JSON)

    result = api.run(lambda client: client.campaigns.batches.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/campaigns/batches/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == BATCH_MODEL


def test_batches_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.campaigns.batches.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/campaigns/batches/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.Batch()


def test_batches_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **BATCH_JSON,
            "broadcastId": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.campaigns.batches.get(11646003))

    unusual = result
    assert unusual.broadcast_id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_batches_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.batches.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_batches_update_sends_everything(api: Any) -> None:
    """``PUT /campaigns/batches/{id}``: Enable or disable a batch, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.campaigns.batches.update(11646003, enabled=True))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/campaigns/batches/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"enabled": True}
    assert result is None


def test_batches_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds(b"")

    result = api.run(lambda client: client.campaigns.batches.update(11646003))

    assert (api.sent.method, api.sent.path) == ("PUT", "/v2/campaigns/batches/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {}
    assert result is None


def test_batches_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.batches.update(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_sounds_find_sends_everything(api: Any) -> None:
    """``GET /campaigns/sounds``: Find sounds, with every argument."""
    api.responds(CAMPAIGN_SOUND_PAGE_JSON)

    result = api.run(
        lambda client: client.campaigns.sounds.find(
            filter="some text",
            include_archived=True,
            include_pending=True,
            include_scrubbed=True,
            fields="id",
            limit=10,
            offset=20,
        )
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/campaigns/sounds")
    assert api.sent.query == [
        ("filter", "some text"),
        ("includeArchived", "true"),
        ("includePending", "true"),
        ("includeScrubbed", "true"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == CAMPAIGN_SOUND_PAGE_MODEL
    assert result.items == CAMPAIGN_SOUND_PAGE_MODEL.items


def test_sounds_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.campaigns.sounds.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/campaigns/sounds")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.CampaignSoundPage()
    assert result.items == []


def test_sounds_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CAMPAIGN_SOUND_PAGE_JSON,
            "items": [
                {
                    **CAMPAIGN_SOUND_JSON,
                    "id": "many",
                    "status": "BRAND_NEW",
                    "created": None,
                    api.novelty: True,
                }
            ],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.campaigns.sounds.find())

    unusual = result.response.items[0]
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_sounds_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [CAMPAIGN_SOUND_JSON], "totalCount": 2})
    api.responds({"items": [{**CAMPAIGN_SOUND_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.campaigns.sounds.find(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_sounds_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.campaigns.sounds.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_sounds_record_by_phone_sends_everything(api: Any) -> None:
    """``POST /campaigns/sounds/calls``: Record a sound by phone, with every argument."""
    api.responds(CAMPAIGN_SOUND_JSON)

    result = api.run(
        lambda client: client.campaigns.sounds.record_by_phone(
            "12135551122", name="Example", fields="id"
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/campaigns/sounds/calls")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"toNumber": "12135551122", "name": "Example"}
    assert result == CAMPAIGN_SOUND_MODEL


def test_sounds_record_by_phone_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.campaigns.sounds.record_by_phone("12135551122"))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/campaigns/sounds/calls")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"toNumber": "12135551122"}
    assert result == models.CampaignSound()


def test_sounds_record_by_phone_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CAMPAIGN_SOUND_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.campaigns.sounds.record_by_phone("12135551122"))

    unusual = result
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_sounds_record_by_phone_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.campaigns.sounds.record_by_phone("12135551122"))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_sounds_record_by_phone_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.campaigns.sounds.record_by_phone("12135551122"))

    assert len(api.every_sent) == 1


def test_sounds_upload_sends_everything(api: Any, tmp_path: Path) -> None:
    """``POST /campaigns/sounds/files``: Upload a sound file, with every argument."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds(CAMPAIGN_SOUND_JSON)

    result = api.run(
        lambda client: client.campaigns.sounds.upload(upload, name="Example", fields="id")
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/campaigns/sounds/files")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.parts == [
        ("file", "example.txt", upload.read_bytes()),
        ("name", None, "Example".encode()),
    ]
    assert result == CAMPAIGN_SOUND_MODEL


def test_sounds_upload_sends_no_more(api: Any, tmp_path: Path) -> None:
    """Sends only what is required, and accepts an empty response."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({})

    result = api.run(lambda client: client.campaigns.sounds.upload(upload))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/campaigns/sounds/files")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.parts == [("file", "example.txt", upload.read_bytes())]
    assert result == models.CampaignSound()


def test_sounds_upload_keeps_unknown_values(api: Any, tmp_path: Path) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds(
        {
            **CAMPAIGN_SOUND_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.campaigns.sounds.upload(upload))

    unusual = result
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_sounds_upload_can_be_refused(api: Any, tmp_path: Path) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.campaigns.sounds.upload(upload))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_sounds_create_from_text_sends_everything(api: Any) -> None:
    """``POST /campaigns/sounds/tts``: Create a sound from text, with every argument."""
    api.responds(CAMPAIGN_SOUND_JSON)

    result = api.run(
        lambda client: client.campaigns.sounds.create_from_text(
            "Hello!", voice="MALE1", fields="id"
        )
    )

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/campaigns/sounds/tts")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"message": "Hello!", "voice": "MALE1"}
    assert result == CAMPAIGN_SOUND_MODEL


def test_sounds_create_from_text_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.campaigns.sounds.create_from_text("Hello!"))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/campaigns/sounds/tts")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.headers["content-type"] == "application/json"
    assert api.sent.json == {"message": "Hello!"}
    assert result == models.CampaignSound()


def test_sounds_create_from_text_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CAMPAIGN_SOUND_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.campaigns.sounds.create_from_text("Hello!"))

    unusual = result
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_sounds_create_from_text_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.campaigns.sounds.create_from_text("Hello!"))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_sounds_create_from_text_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.campaigns.sounds.create_from_text("Hello!"))

    assert len(api.every_sent) == 1


def test_sounds_delete_sends_everything(api: Any) -> None:
    """``DELETE /campaigns/sounds/{id}``: Delete a sound, with every argument."""
    api.responds(b"")

    result = api.run(lambda client: client.campaigns.sounds.delete(11646003))

    assert (api.sent.method, api.sent.path) == ("DELETE", "/v2/campaigns/sounds/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result is None


def test_sounds_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.sounds.delete(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_sounds_get_sends_everything(api: Any) -> None:
    """``GET /campaigns/sounds/{id}``: Get a sound, with every argument."""
    api.responds(CAMPAIGN_SOUND_JSON)

    result = api.run(lambda client: client.campaigns.sounds.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/campaigns/sounds/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == CAMPAIGN_SOUND_MODEL


def test_sounds_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.campaigns.sounds.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/campaigns/sounds/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.CampaignSound()


def test_sounds_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **CAMPAIGN_SOUND_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.campaigns.sounds.get(11646003))

    unusual = result
    assert unusual.id == "many"
    assert unusual.status == "BRAND_NEW"
    assert unusual.created is None


def test_sounds_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.sounds.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_sounds_download_mp3_returns_bytes(api: Any) -> None:
    """``GET /campaigns/sounds/{id}.mp3``: the bytes of the response."""
    api.responds(b"0123456789", media="audio/mpeg")

    result = api.run(lambda client: client.campaigns.sounds.download_mp3(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/campaigns/sounds/11646003.mp3")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "audio/mpeg"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == b"0123456789"


def test_sounds_download_mp3_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.responds(b"0123456789", media="audio/mpeg")
    target = tmp_path / "download"

    api.run(lambda client: client.campaigns.sounds.download_mp3(11646003, to=target))

    assert target.read_bytes() == b"0123456789"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["download"]


def test_sounds_download_mp3_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.sounds.download_mp3(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_sounds_download_wav_returns_bytes(api: Any) -> None:
    """``GET /campaigns/sounds/{id}.wav``: the bytes of the response."""
    api.responds(b"0123456789", media="audio/wav")

    result = api.run(lambda client: client.campaigns.sounds.download_wav(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/campaigns/sounds/11646003.wav")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "audio/wav"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == b"0123456789"


def test_sounds_download_wav_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.responds(b"0123456789", media="audio/wav")
    target = tmp_path / "download"

    api.run(lambda client: client.campaigns.sounds.download_wav(11646003, to=target))

    assert target.read_bytes() == b"0123456789"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["download"]


def test_sounds_download_wav_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.sounds.download_wav(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1

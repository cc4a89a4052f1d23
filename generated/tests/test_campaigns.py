"""What ``client.campaigns`` sends, and what becomes of the answers."""

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
    api.answers(BATCH_JSON)

    answer = api.run(lambda client: client.campaigns.batches.get(11646003, fields="id"))

    assert ("GET", "/v2/campaigns/batches/11646003") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert BATCH_MODEL == answer


def test_batches_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.campaigns.batches.get(11646003))

    assert ("GET", "/v2/campaigns/batches/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.Batch() == answer


def test_batches_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **BATCH_JSON,
            "broadcastId": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.campaigns.batches.get(11646003))

    odd = answer
    assert "many" == odd.broadcast_id
    assert "BRAND_NEW" == odd.status
    assert odd.created is None


def test_batches_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.batches.get(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_batches_update_sends_everything(api: Any) -> None:
    """``PUT /campaigns/batches/{id}``: Enable or disable a batch, with every argument."""
    api.answers(b"")

    answer = api.run(lambda client: client.campaigns.batches.update(11646003, enabled=True))

    assert ("PUT", "/v2/campaigns/batches/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {"enabled": True} == api.sent.json
    assert answer is None


def test_batches_update_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers(b"")

    answer = api.run(lambda client: client.campaigns.batches.update(11646003))

    assert ("PUT", "/v2/campaigns/batches/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {} == api.sent.json
    assert answer is None


def test_batches_update_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.batches.update(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_sounds_find_sends_everything(api: Any) -> None:
    """``GET /campaigns/sounds``: Find sounds, with every argument."""
    api.answers(CAMPAIGN_SOUND_PAGE_JSON)

    answer = api.run(
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

    assert ("GET", "/v2/campaigns/sounds") == (api.sent.method, api.sent.path)
    assert [
        ("filter", "some text"),
        ("includeArchived", "true"),
        ("includePending", "true"),
        ("includeScrubbed", "true"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert CAMPAIGN_SOUND_PAGE_MODEL == answer.response
    assert CAMPAIGN_SOUND_PAGE_MODEL.items == answer.items


def test_sounds_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.campaigns.sounds.find())

    assert ("GET", "/v2/campaigns/sounds") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.CampaignSoundPage() == answer.response
    assert [] == answer.items


def test_sounds_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
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
        answer = api.run(lambda client: client.campaigns.sounds.find())

    odd = answer.response.items[0]
    assert "many" == odd.id
    assert "BRAND_NEW" == odd.status
    assert odd.created is None


def test_sounds_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.answers({"items": [CAMPAIGN_SOUND_JSON], "totalCount": 2})
    api.answers({"items": [{**CAMPAIGN_SOUND_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.campaigns.sounds.find(limit=1))

    assert 2 == len(items)
    assert items[0] != items[1]
    assert [[("limit", "1")], [("limit", "1"), ("offset", "1")]] == [
        each.query for each in api.every_sent
    ]


def test_sounds_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.campaigns.sounds.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_sounds_record_by_phone_sends_everything(api: Any) -> None:
    """``POST /campaigns/sounds/calls``: Record a sound by phone, with every argument."""
    api.answers(CAMPAIGN_SOUND_JSON)

    answer = api.run(
        lambda client: client.campaigns.sounds.record_by_phone(
            "12135551122", name="Example", fields="id"
        )
    )

    assert ("POST", "/v2/campaigns/sounds/calls") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {"toNumber": "12135551122", "name": "Example"} == api.sent.json
    assert CAMPAIGN_SOUND_MODEL == answer


def test_sounds_record_by_phone_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.campaigns.sounds.record_by_phone("12135551122"))

    assert ("POST", "/v2/campaigns/sounds/calls") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {"toNumber": "12135551122"} == api.sent.json
    assert models.CampaignSound() == answer


def test_sounds_record_by_phone_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **CAMPAIGN_SOUND_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.campaigns.sounds.record_by_phone("12135551122"))

    odd = answer
    assert "many" == odd.id
    assert "BRAND_NEW" == odd.status
    assert odd.created is None


def test_sounds_record_by_phone_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.campaigns.sounds.record_by_phone("12135551122"))

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_sounds_record_by_phone_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.campaigns.sounds.record_by_phone("12135551122"))

    assert 1 == len(api.every_sent)


def test_sounds_upload_sends_everything(api: Any, tmp_path: Path) -> None:
    """``POST /campaigns/sounds/files``: Upload a sound file, with every argument."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.answers(CAMPAIGN_SOUND_JSON)

    answer = api.run(
        lambda client: client.campaigns.sounds.upload(upload, name="Example", fields="id")
    )

    assert ("POST", "/v2/campaigns/sounds/files") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert [
        ("file", "example.txt", upload.read_bytes()),
        ("name", None, "Example".encode()),
    ] == api.sent.parts
    assert CAMPAIGN_SOUND_MODEL == answer


def test_sounds_upload_sends_no_more(api: Any, tmp_path: Path) -> None:
    """Sends only what is required, and accepts an empty response."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.answers({})

    answer = api.run(lambda client: client.campaigns.sounds.upload(upload))

    assert ("POST", "/v2/campaigns/sounds/files") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert [("file", "example.txt", upload.read_bytes())] == api.sent.parts
    assert models.CampaignSound() == answer


def test_sounds_upload_keeps_odd_values(api: Any, tmp_path: Path) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.answers(
        {
            **CAMPAIGN_SOUND_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.campaigns.sounds.upload(upload))

    odd = answer
    assert "many" == odd.id
    assert "BRAND_NEW" == odd.status
    assert odd.created is None


def test_sounds_upload_can_be_refused(api: Any, tmp_path: Path) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.campaigns.sounds.upload(upload))

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_sounds_create_from_text_sends_everything(api: Any) -> None:
    """``POST /campaigns/sounds/tts``: Create a sound from text, with every argument."""
    api.answers(CAMPAIGN_SOUND_JSON)

    answer = api.run(
        lambda client: client.campaigns.sounds.create_from_text(
            "Hello!", voice="MALE1", fields="id"
        )
    )

    assert ("POST", "/v2/campaigns/sounds/tts") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {"message": "Hello!", "voice": "MALE1"} == api.sent.json
    assert CAMPAIGN_SOUND_MODEL == answer


def test_sounds_create_from_text_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.campaigns.sounds.create_from_text("Hello!"))

    assert ("POST", "/v2/campaigns/sounds/tts") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert "application/json" == api.sent.headers["content-type"]
    assert {"message": "Hello!"} == api.sent.json
    assert models.CampaignSound() == answer


def test_sounds_create_from_text_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **CAMPAIGN_SOUND_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.campaigns.sounds.create_from_text("Hello!"))

    odd = answer
    assert "many" == odd.id
    assert "BRAND_NEW" == odd.status
    assert odd.created is None


def test_sounds_create_from_text_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.campaigns.sounds.create_from_text("Hello!"))

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_sounds_create_from_text_is_sent_once(api: Any) -> None:
    """What the server may have carried out is not sent again."""
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.campaigns.sounds.create_from_text("Hello!"))

    assert 1 == len(api.every_sent)


def test_sounds_delete_sends_everything(api: Any) -> None:
    """``DELETE /campaigns/sounds/{id}``: Delete a sound, with every argument."""
    api.answers(b"")

    answer = api.run(lambda client: client.campaigns.sounds.delete(11646003))

    assert ("DELETE", "/v2/campaigns/sounds/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert answer is None


def test_sounds_delete_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.sounds.delete(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_sounds_get_sends_everything(api: Any) -> None:
    """``GET /campaigns/sounds/{id}``: Get a sound, with every argument."""
    api.answers(CAMPAIGN_SOUND_JSON)

    answer = api.run(lambda client: client.campaigns.sounds.get(11646003, fields="id"))

    assert ("GET", "/v2/campaigns/sounds/11646003") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert CAMPAIGN_SOUND_MODEL == answer


def test_sounds_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.campaigns.sounds.get(11646003))

    assert ("GET", "/v2/campaigns/sounds/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.CampaignSound() == answer


def test_sounds_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **CAMPAIGN_SOUND_JSON,
            "id": "many",
            "status": "BRAND_NEW",
            "created": None,
            api.novelty: True,
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.campaigns.sounds.get(11646003))

    odd = answer
    assert "many" == odd.id
    assert "BRAND_NEW" == odd.status
    assert odd.created is None


def test_sounds_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.sounds.get(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_sounds_download_mp3_returns_bytes(api: Any) -> None:
    """``GET /campaigns/sounds/{id}.mp3``: the bytes of the answer."""
    api.answers(b"0123456789", media="audio/mpeg")

    answer = api.run(lambda client: client.campaigns.sounds.download_mp3(11646003))

    assert ("GET", "/v2/campaigns/sounds/11646003.mp3") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "audio/mpeg" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert b"0123456789" == answer


def test_sounds_download_mp3_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.answers(b"0123456789", media="audio/mpeg")
    target = tmp_path / "download"

    api.run(lambda client: client.campaigns.sounds.download_mp3(11646003, to=target))

    assert b"0123456789" == target.read_bytes()
    assert ["download"] == sorted(path.name for path in tmp_path.iterdir())


def test_sounds_download_mp3_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.sounds.download_mp3(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_sounds_download_wav_returns_bytes(api: Any) -> None:
    """``GET /campaigns/sounds/{id}.wav``: the bytes of the answer."""
    api.answers(b"0123456789", media="audio/wav")

    answer = api.run(lambda client: client.campaigns.sounds.download_wav(11646003))

    assert ("GET", "/v2/campaigns/sounds/11646003.wav") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "audio/wav" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert b"0123456789" == answer


def test_sounds_download_wav_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.answers(b"0123456789", media="audio/wav")
    target = tmp_path / "download"

    api.run(lambda client: client.campaigns.sounds.download_wav(11646003, to=target))

    assert b"0123456789" == target.read_bytes()
    assert ["download"] == sorted(path.name for path in tmp_path.iterdir())


def test_sounds_download_wav_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.campaigns.sounds.download_wav(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)

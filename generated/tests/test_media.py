"""What ``client.media`` sends, and what becomes of the answers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from callfire import models
from callfire.errors import BadRequestError, DeviationWarning, NotFoundError, OutcomeUnknownError

MEDIA_JSON: dict[str, Any] = {
    "accountId": 11646003,
    "created": 1772366400000,
    "id": 11646003,
    "lengthInBytes": 5,
    "mediaType": "some text",
    "name": "Example",
    "publicUrl": "https://example.com/hook",
}
MEDIA_MODEL = models.Media(
    account_id=11646003,
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    id=11646003,
    length_in_bytes=5,
    media_type="some text",
    name="Example",
    public_url="https://example.com/hook",
)
MEDIA_PAGE_JSON: dict[str, Any] = {
    "items": [MEDIA_JSON],
    "limit": 10,
    "offset": 20,
    "totalCount": 5,
}
MEDIA_PAGE_MODEL = models.MediaPage(items=[MEDIA_MODEL], limit=10, offset=20, total_count=5)
RESOURCE_ID_JSON: dict[str, Any] = {"id": 11646003}
RESOURCE_ID_MODEL = models.ResourceId(id=11646003)


def test_find_sends_everything(api: Any) -> None:
    """``GET /media``: Find media files, with every argument."""
    api.answers(MEDIA_PAGE_JSON)

    answer = api.run(
        lambda client: client.media.find(filter="some text", fields="id", limit=10, offset=20)
    )

    assert ("GET", "/v2/media") == (api.sent.method, api.sent.path)
    assert [
        ("filter", "some text"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert MEDIA_PAGE_MODEL == answer.response
    assert MEDIA_PAGE_MODEL.items == answer.items


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.media.find())

    assert ("GET", "/v2/media") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.MediaPage() == answer.response
    assert [] == answer.items


def test_find_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers(
        {
            **MEDIA_PAGE_JSON,
            "items": [{**MEDIA_JSON, "accountId": "many", "created": None, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.media.find())

    odd = answer.response.items[0]
    assert "many" == odd.account_id
    assert odd.created is None


def test_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.answers({"items": [MEDIA_JSON], "totalCount": 2})
    api.answers({"items": [{**MEDIA_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.media.find(limit=1))

    assert 2 == len(items)
    assert items[0] != items[1]
    assert [[("limit", "1")], [("limit", "1"), ("offset", "1")]] == [
        each.query for each in api.every_sent
    ]


def test_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.media.find())

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_upload_sends_everything(api: Any, tmp_path: Path) -> None:
    """``POST /media``: Upload a media file, with every argument."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.answers(RESOURCE_ID_JSON)

    answer = api.run(lambda client: client.media.upload(upload, name="Example"))

    assert ("POST", "/v2/media") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert [
        ("file", "example.txt", upload.read_bytes()),
        ("name", None, "Example".encode()),
    ] == api.sent.parts
    assert RESOURCE_ID_MODEL == answer


def test_upload_sends_no_more(api: Any, tmp_path: Path) -> None:
    """Sends only what is required, and accepts an empty response."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.answers({})

    answer = api.run(lambda client: client.media.upload(upload))

    assert ("POST", "/v2/media") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert [("file", "example.txt", upload.read_bytes())] == api.sent.parts
    assert models.ResourceId() == answer


def test_upload_keeps_odd_values(api: Any, tmp_path: Path) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.answers({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.media.upload(upload))

    odd = answer
    assert "many" == odd.id


def test_upload_can_be_refused(api: Any, tmp_path: Path) -> None:
    """Status 400 is a ``BadRequestError`` that tells what the server said."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.answers({"message": "no such thing"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.media.upload(upload))

    assert 400 == caught.value.status
    assert 1 == len(api.every_sent)


def test_upload_is_sent_once(api: Any, tmp_path: Path) -> None:
    """What the server may have carried out is not sent again."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.answers({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.media.upload(upload))

    assert 1 == len(api.every_sent)


def test_download_public_returns_bytes(api: Any) -> None:
    """``GET /media/public/{key}.{extension}``: the bytes of the answer."""
    api.answers(b"0123456789", media="image/jpeg")

    answer = api.run(lambda client: client.media.download_public("a1b2c3", "bmp"))

    assert ("GET", "/v2/media/public/a1b2c3.bmp") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert (
        "image/jpeg, image/png, image/x-bmp, image/gif, video/mp4, audio/wav, audio/mp3, audio/m4a, video/3gpp"
        == api.sent.headers["accept"]
    )
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert b"0123456789" == answer


def test_download_public_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.answers(b"0123456789", media="image/jpeg")
    target = tmp_path / "download"

    api.run(lambda client: client.media.download_public("a1b2c3", "bmp", to=target))

    assert b"0123456789" == target.read_bytes()
    assert ["download"] == sorted(path.name for path in tmp_path.iterdir())


def test_download_public_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.media.download_public("a1b2c3", "bmp"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_get_sends_everything(api: Any) -> None:
    """``GET /media/{id}``: Get a media file, with every argument."""
    api.answers(MEDIA_JSON)

    answer = api.run(lambda client: client.media.get(11646003, fields="id"))

    assert ("GET", "/v2/media/11646003") == (api.sent.method, api.sent.path)
    assert [("fields", "id")] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert MEDIA_MODEL == answer


def test_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.answers({})

    answer = api.run(lambda client: client.media.get(11646003))

    assert ("GET", "/v2/media/11646003") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/json" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert models.Media() == answer


def test_get_keeps_odd_values(api: Any) -> None:
    """An answer that deviates arrives all the same: odd values stay as they came."""
    api.answers({**MEDIA_JSON, "accountId": "many", "created": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        answer = api.run(lambda client: client.media.get(11646003))

    odd = answer
    assert "many" == odd.account_id
    assert odd.created is None


def test_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.media.get(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_download_returns_bytes(api: Any) -> None:
    """``GET /media/{id}.{extension}``: the bytes of the answer."""
    api.answers(b"0123456789", media="image/jpeg")

    answer = api.run(lambda client: client.media.download(11646003, "bmp"))

    assert ("GET", "/v2/media/11646003.bmp") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert (
        "image/jpeg, image/png, image/x-bmp, image/gif, video/mp4, audio/wav, audio/mp3, audio/m4a, video/3gpp"
        == api.sent.headers["accept"]
    )
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert b"0123456789" == answer


def test_download_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.answers(b"0123456789", media="image/jpeg")
    target = tmp_path / "download"

    api.run(lambda client: client.media.download(11646003, "bmp", to=target))

    assert b"0123456789" == target.read_bytes()
    assert ["download"] == sorted(path.name for path in tmp_path.iterdir())


def test_download_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.media.download(11646003, "bmp"))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)


def test_download_file_returns_bytes(api: Any) -> None:
    """``GET /media/{id}/file``: the bytes of the answer."""
    api.answers(b"0123456789", media="application/binary")

    answer = api.run(lambda client: client.media.download_file(11646003))

    assert ("GET", "/v2/media/11646003/file") == (api.sent.method, api.sent.path)
    assert [] == api.sent.query
    assert "application/binary" == api.sent.headers["accept"]
    assert "Basic bG9naW46cGFzc3dvcmQ=" == api.sent.headers["authorization"]
    assert b"" == api.sent.content
    assert b"0123456789" == answer


def test_download_file_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.answers(b"0123456789", media="application/binary")
    target = tmp_path / "download"

    api.run(lambda client: client.media.download_file(11646003, to=target))

    assert b"0123456789" == target.read_bytes()
    assert ["download"] == sorted(path.name for path in tmp_path.iterdir())


def test_download_file_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that tells what the server said."""
    api.answers({"message": "no such thing"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.media.download_file(11646003))

    assert 404 == caught.value.status
    assert 1 == len(api.every_sent)

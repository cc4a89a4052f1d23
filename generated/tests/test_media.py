"""What ``client.media`` sends, and what becomes of the responses."""

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
    api.responds(MEDIA_PAGE_JSON)

    result = api.run(
        lambda client: client.media.find(filter="some text", fields="id", limit=10, offset=20)
    )

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/media")
    assert api.sent.query == [
        ("filter", "some text"),
        ("fields", "id"),
        ("limit", "10"),
        ("offset", "20"),
    ]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == MEDIA_PAGE_MODEL
    assert result.items == MEDIA_PAGE_MODEL.items


def test_find_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.media.find())

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/media")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result.response == models.MediaPage()
    assert result.items == []


def test_find_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds(
        {
            **MEDIA_PAGE_JSON,
            "items": [{**MEDIA_JSON, "accountId": "many", "created": None, api.novelty: True}],
        }
    )

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.media.find())

    unusual = result.response.items[0]
    assert unusual.account_id == "many"
    assert unusual.created is None


def test_find_goes_through_pages(api: Any) -> None:
    """Iterating goes through all pages, each asked for where the last one ended."""
    api.responds({"items": [MEDIA_JSON], "totalCount": 2})
    api.responds({"items": [{**MEDIA_JSON, "id": 12646003}], "totalCount": 2})

    items = api.items(lambda client: client.media.find(limit=1))

    assert len(items) == 2
    assert items[0] != items[1]
    assert [each.query for each in api.every_sent] == [
        [("limit", "1")],
        [("limit", "1"), ("offset", "1")],
    ]


def test_find_can_be_refused(api: Any) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.media.find())

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_upload_sends_everything(api: Any, tmp_path: Path) -> None:
    """``POST /media``: Upload a media file, with every argument."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds(RESOURCE_ID_JSON)

    result = api.run(lambda client: client.media.upload(upload, name="Example"))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/media")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.parts == [
        ("file", "example.txt", upload.read_bytes()),
        ("name", None, "Example".encode()),
    ]
    assert result == RESOURCE_ID_MODEL


def test_upload_sends_no_more(api: Any, tmp_path: Path) -> None:
    """Sends only what is required, and accepts an empty response."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({})

    result = api.run(lambda client: client.media.upload(upload))

    assert (api.sent.method, api.sent.path) == ("POST", "/v2/media")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.parts == [("file", "example.txt", upload.read_bytes())]
    assert result == models.ResourceId()


def test_upload_keeps_unknown_values(api: Any, tmp_path: Path) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({**RESOURCE_ID_JSON, "id": "many", api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.media.upload(upload))

    unusual = result
    assert unusual.id == "many"


def test_upload_can_be_refused(api: Any, tmp_path: Path) -> None:
    """Status 400 is a ``BadRequestError`` that shows what the server sent."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({"message": "no such item"}, status=400)

    with pytest.raises(BadRequestError) as caught:
        api.run(lambda client: client.media.upload(upload))

    assert caught.value.status == 400
    assert len(api.every_sent) == 1


def test_upload_is_sent_once(api: Any, tmp_path: Path) -> None:
    """What the server may have carried out is not sent again."""
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    api.responds({}, status=500)

    with pytest.raises(OutcomeUnknownError):
        api.run(lambda client: client.media.upload(upload))

    assert len(api.every_sent) == 1


def test_download_public_returns_bytes(api: Any) -> None:
    """``GET /media/public/{key}.{extension}``: the bytes of the response."""
    api.responds(b"0123456789", media="image/jpeg")

    result = api.run(lambda client: client.media.download_public("a1b2c3", "bmp"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/media/public/a1b2c3.bmp")
    assert api.sent.query == []
    assert (
        api.sent.headers["accept"]
        == "image/jpeg, image/png, image/x-bmp, image/gif, video/mp4, audio/wav, audio/mp3, audio/m4a, video/3gpp"
    )
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == b"0123456789"


def test_download_public_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.responds(b"0123456789", media="image/jpeg")
    target = tmp_path / "download"

    api.run(lambda client: client.media.download_public("a1b2c3", "bmp", to=target))

    assert target.read_bytes() == b"0123456789"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["download"]


def test_download_public_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.media.download_public("a1b2c3", "bmp"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_get_sends_everything(api: Any) -> None:
    """``GET /media/{id}``: Get a media file, with every argument."""
    api.responds(MEDIA_JSON)

    result = api.run(lambda client: client.media.get(11646003, fields="id"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/media/11646003")
    assert api.sent.query == [("fields", "id")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == MEDIA_MODEL


def test_get_sends_no_more(api: Any) -> None:
    """Sends only what is required, and accepts an empty response."""
    api.responds({})

    result = api.run(lambda client: client.media.get(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/media/11646003")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == models.Media()


def test_get_keeps_unknown_values(api: Any) -> None:
    """A response that deviates arrives all the same: unusual values stay as they came."""
    api.responds({**MEDIA_JSON, "accountId": "many", "created": None, api.novelty: True})

    with pytest.warns(DeviationWarning):
        result = api.run(lambda client: client.media.get(11646003))

    unusual = result
    assert unusual.account_id == "many"
    assert unusual.created is None


def test_get_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.media.get(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_download_returns_bytes(api: Any) -> None:
    """``GET /media/{id}.{extension}``: the bytes of the response."""
    api.responds(b"0123456789", media="image/jpeg")

    result = api.run(lambda client: client.media.download(11646003, "bmp"))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/media/11646003.bmp")
    assert api.sent.query == []
    assert (
        api.sent.headers["accept"]
        == "image/jpeg, image/png, image/x-bmp, image/gif, video/mp4, audio/wav, audio/mp3, audio/m4a, video/3gpp"
    )
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == b"0123456789"


def test_download_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.responds(b"0123456789", media="image/jpeg")
    target = tmp_path / "download"

    api.run(lambda client: client.media.download(11646003, "bmp", to=target))

    assert target.read_bytes() == b"0123456789"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["download"]


def test_download_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.media.download(11646003, "bmp"))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1


def test_download_file_returns_bytes(api: Any) -> None:
    """``GET /media/{id}/file``: the bytes of the response."""
    api.responds(b"0123456789", media="application/binary")

    result = api.run(lambda client: client.media.download_file(11646003))

    assert (api.sent.method, api.sent.path) == ("GET", "/v2/media/11646003/file")
    assert api.sent.query == []
    assert api.sent.headers["accept"] == "application/binary"
    assert api.sent.headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="
    assert api.sent.content == b""
    assert result == b"0123456789"


def test_download_file_stores_bytes(api: Any, tmp_path: Path) -> None:
    """The bytes are stored where they are wanted, and nothing else is left there."""
    api.responds(b"0123456789", media="application/binary")
    target = tmp_path / "download"

    api.run(lambda client: client.media.download_file(11646003, to=target))

    assert target.read_bytes() == b"0123456789"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["download"]


def test_download_file_can_be_refused(api: Any) -> None:
    """Status 404 is a ``NotFoundError`` that shows what the server sent."""
    api.responds({"message": "no such item"}, status=404)

    with pytest.raises(NotFoundError) as caught:
        api.run(lambda client: client.media.download_file(11646003))

    assert caught.value.status == 404
    assert len(api.every_sent) == 1

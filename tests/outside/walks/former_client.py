"""Walks the served fake with the former official client, which reads the description first: former_client.py ADDRESS."""

import json
import sys
from urllib.parse import urlsplit

from bravado.exception import HTTPError
from callfire.client import CallfireClient

address = sys.argv[1]


class Client(CallfireClient):
    """The former client, seeing the fake where it expects the service."""

    @staticmethod
    def swagger_url():
        return f"{address}/api-docs/swagger.json"


client = Client("login", "password", {"validate_responses": True})
client.http_client.set_basic_auth(urlsplit(address).netloc, "login", "password")

recipient = {"phoneNumber": "12135551122", "message": "Hi", "attributes": {"name": "Ada"}}
sent = client.texts.sendTexts(body=[recipient]).result()
result = client.texts.findTexts(toNumber="12135551122", states=["FINISHED"]).result()
contact = {"firstName": "Ada", "homePhone": "12135551122", "properties": {"tier": "gold"}}
ada = client.contacts.createContacts(body=[contact]).result()["items"][0]["id"]
kept = client.contacts.getContact(id=ada).result()
broadcast = {"name": "Autumn", "message": "Hi", "recipients": [{"phoneNumber": "12135551123"}]}
autumn = client.texts.createTextBroadcast(body=broadcast, start=True).result()["id"]
looks = [client.texts.getTextBroadcast(id=autumn).result()["status"] for _ in range(2)]
recipients = client.texts.getTextBroadcastTexts(id=autumn).result()["items"]
hook = {
    "name": "replies",
    "resource": "InboundText",
    "events": ["Finished"],
    "callback": "https://example.com/hook",
}
webhook = client.webhooks.createWebhook(body=hook).result()["id"]
file = ("picture.png", b"\x89PNG")
picture = client.media.createMedia(file=file, name="picture").result()["id"]
media = client.media.getMediaDataBinary(id=picture).result()
try:
    client.texts.getText(id=1).result()
    missing = None
except HTTPError as error:
    missing = error.status_code
print(
    json.dumps(
        {
            "sent": [each["state"] for each in sent["items"]],
            "result": [
                [each["toNumber"], each["message"], each["attributes"]] for each in result["items"]
            ],
            "contact": [kept["firstName"], kept["properties"]],
            "broadcast": looks,
            "recipients": [each["state"] for each in recipients],
            "webhook": client.webhooks.getWebhook(id=webhook).result()["events"],
            "media": (media if isinstance(media, bytes) else str(media).encode("latin-1")).decode(
                "latin-1"
            ),
            "missing": missing,
        }
    )
)

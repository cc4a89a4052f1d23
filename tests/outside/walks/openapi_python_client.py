"""Walks the served fake with the client that openapi-python-client makes: openapi_python_client.py ADDRESS FOLDER."""

import base64
import io
import json
import sys

sys.path.insert(0, sys.argv[2])

from api_client import Client, models, types
from api_client.api.contacts import create_contacts, get_contact
from api_client.api.media import create_media, get_media_data_binary
from api_client.api.texts import (
    create_text_broadcast,
    find_texts,
    get_text,
    get_text_broadcast,
    get_text_broadcast_texts,
    send_texts,
)
from api_client.api.webhooks import create_webhook, get_webhook

login = base64.b64encode(b"login:password").decode()
client = Client(base_url=sys.argv[1], headers={"Authorization": f"Basic {login}"})


def plain(value):
    return value.to_dict() if hasattr(value, "to_dict") else value


with client:
    recipient = {"phoneNumber": "12135551122", "message": "Hi", "attributes": {"name": "Ada"}}
    sent = send_texts.sync(client=client, body=[models.TextRecipient.from_dict(recipient)])
    states = [models.FindTextsActionState("FINISHED")]
    result = find_texts.sync(client=client, to_number="12135551122", states=states)
    contact = {"firstName": "Ada", "homePhone": "12135551122", "properties": {"tier": "gold"}}
    made = create_contacts.sync(client=client, body=[models.Contact.from_dict(contact)])
    ada = made.items[0].id
    kept = get_contact.sync(ada, client=client)
    broadcast = {"name": "Autumn", "message": "Hi", "recipients": [{"phoneNumber": "12135551123"}]}
    body = models.TextBroadcast.from_dict(broadcast)
    autumn = create_text_broadcast.sync(client=client, body=body, start=True).id
    looks = [get_text_broadcast.sync(autumn, client=client).status for _ in range(2)]
    hook = {
        "name": "replies",
        "resource": "InboundText",
        "events": ["Finished"],
        "callback": "https://example.com/hook",
    }
    webhook = create_webhook.sync(client=client, body=models.Webhook.from_dict(hook)).id
    file = types.File(io.BytesIO(b"\x89PNG"), "picture.png", "image/png")
    picture = create_media.sync(
        client=client, body=models.CreateMediaBody(file=file, name="picture")
    ).id
    print(
        json.dumps(
            {
                "sent": [each.state for each in sent.items],
                "result": [
                    [each.to_number, each.message, plain(each.attributes)] for each in result.items
                ],
                "contact": [kept.first_name, plain(kept.properties)],
                "broadcast": looks,
                "recipients": [
                    each.state
                    for each in get_text_broadcast_texts.sync(autumn, client=client).items
                ],
                "webhook": get_webhook.sync(webhook, client=client).events,
                "media": get_media_data_binary.sync_detailed(picture, client=client).content.decode(
                    "latin-1"
                ),
                "missing": get_text.sync_detailed(1, client=client).status_code,
            }
        )
    )

"""Walks the served fake with the client that openapi-generator makes: openapi_generator.py ADDRESS FOLDER."""

import json
import sys

sys.path.insert(0, sys.argv[2])

import api_client as made

configuration = made.Configuration(host=sys.argv[1], username="login", password="password")
with made.ApiClient(configuration) as client:
    texts, contacts = made.TextsApi(client), made.ContactsApi(client)
    webhooks, media = made.WebhooksApi(client), made.MediaApi(client)
    recipient = {"phoneNumber": "12135551122", "message": "Hi", "attributes": {"name": "Ada"}}
    sent = texts.send_texts([made.TextRecipient.from_dict(recipient)])
    result = texts.find_texts(to_number="12135551122", states=["FINISHED"])
    contact = {"firstName": "Ada", "homePhone": "12135551122", "properties": {"tier": "gold"}}
    ada = contacts.create_contacts([made.Contact.from_dict(contact)]).items[0].id
    kept = contacts.get_contact(ada)
    broadcast = {"name": "Autumn", "message": "Hi", "recipients": [{"phoneNumber": "12135551123"}]}
    autumn = texts.create_text_broadcast(made.TextBroadcast.from_dict(broadcast), start=True).id
    looks = [texts.get_text_broadcast(autumn).status for _ in range(2)]
    hook = {
        "name": "replies",
        "resource": "InboundText",
        "events": ["Finished"],
        "callback": "https://example.com/hook",
    }
    webhook = webhooks.create_webhook(made.Webhook.from_dict(hook)).id
    picture = media.create_media(("picture.png", b"\x89PNG"), name="picture").id
    try:
        texts.get_text(1)
        missing = None
    except made.ApiException as error:
        missing = error.status
    print(
        json.dumps(
            {
                "sent": [each.state for each in sent.items],
                "result": [
                    [each.to_number, each.message, each.attributes] for each in result.items
                ],
                "contact": [kept.first_name, kept.properties],
                "broadcast": looks,
                "recipients": [each.state for each in texts.get_text_broadcast_texts(autumn).items],
                "webhook": webhooks.get_webhook(webhook).events,
                "media": media.get_media_data_binary(picture).decode("latin-1"),
                "missing": missing,
            }
        )
    )

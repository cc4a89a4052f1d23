"""Models and enums of ``client.contacts``."""

from __future__ import annotations

from .._runtime.models.model import OMITTED, ItemList, Model, OpenEnum, Timestamp
from .._runtime.models.phones import Phone
from ._shared import Call, Contact, ResourceId, Text


class ContactListStatus(OpenEnum):
    """Set by the server.

    ACTIVE: ready for use. IMPORTING: being read in. VALIDATING: numbers being checked. ERRORS: some
    contacts were rejected. IMPORT_FAILED: reading in failed. PARSE_FAILED: the file could not be
    understood. COLUMN_TOO_LARGE: a value is longer than 255 characters. DELETED: the list was
    deleted.
    """

    ACTIVE = "ACTIVE"
    VALIDATING = "VALIDATING"
    IMPORTING = "IMPORTING"
    IMPORT_FAILED = "IMPORT_FAILED"
    ERRORS = "ERRORS"
    DELETED = "DELETED"
    PARSE_FAILED = "PARSE_FAILED"
    COLUMN_TOO_LARGE = "COLUMN_TOO_LARGE"


class ContactNumbersField(OpenEnum):
    """Contact field that receives the `contact_numbers`: homePhone, workPhone or mobilePhone."""

    HOME_PHONE = "homePhone"
    WORK_PHONE = "workPhone"
    MOBILE_PHONE = "mobilePhone"


class AddContactListContactsRequest(Model):
    """Contacts to put on an existing contact list.

    Give exactly one source: `contacts`, `contact_ids` or `contact_numbers`.
    """

    contact_ids: list[int] | None = None
    """IDs of contacts that already exist in the account. Set only one of `contacts`,
    `contact_ids` and `contact_numbers`.
    """
    contact_numbers: list[Phone] | None = None
    """Phone numbers to turn into contacts, 11 digits without +, e.g. 12135551122. Set only one
    of `contacts`, `contact_ids` and `contact_numbers`.
    """
    contact_numbers_field: ContactNumbersField | None = None
    """Contact field that receives the `contact_numbers`: homePhone, workPhone or mobilePhone."""
    contacts: list[Contact] | None = None
    """New contacts to create and put on the list. Set only one of `contacts`, `contact_ids` and
    `contact_numbers`.
    """
    use_custom_fields: bool | None = None
    """How custom properties of the contacts are named. `True` keeps their names as given;
    `False` renames them A, B, C and so on.
    """


class AddDoNotContactRequest(Model):
    """Numbers to put on the account's do-not-contact list.

    Numbers already on it are updated with the flags given here.
    """

    call: bool | None = None
    """Whether the numbers are barred from being called. Default: true."""
    inbound_call: bool | None = None
    """Whether calls from these numbers to you are barred. The service documents no default."""
    inbound_text: bool | None = None
    """Whether texts from these numbers to you are barred. The service documents no default."""
    numbers: list[Phone] | None = None
    """Phone numbers to add or update, 11 digits without +, e.g. 12135551122."""
    source: str | None = None
    """Name under which the numbers are filed, so that they can be found or deleted together
    later, e.g. My DNC list 1. Default: Api V2.
    """
    text: bool | None = None
    """Whether the numbers are barred from being texted. Default: true."""


class ContactHistory(Model):
    """Calls and texts exchanged with one contact.

    The response carries no totals; `limit` and `offset` of the request apply.
    """

    calls: list[Call] | None = None
    """Calls with the contact."""
    id: int | None = None
    """ID of the contact."""
    texts: list[Text] | None = None
    """Texts with the contact."""


class ContactList(Model):
    """A named list of contacts to use as the recipients of broadcasts.

    New members are validated in the background.
    """

    created: Timestamp | None = None
    """When the list was created, set by the server. In UTC."""
    id: int = OMITTED
    """ID of the list. Assigned by the server."""
    name: str | None = None
    """Name of the list."""
    size: int | None = None
    """Number of contacts on the list."""
    status: ContactListStatus | None = None
    """Set by the server. ACTIVE: ready for use. IMPORTING: being read in. VALIDATING: numbers
    being checked. ERRORS: some contacts were rejected. IMPORT_FAILED: reading in failed.
    PARSE_FAILED: the file could not be understood. COLUMN_TOO_LARGE: a value is longer than 255
    characters. DELETED: the list was deleted.
    """


class ContactListPage(Model):
    """One page of contact lists."""

    items: list[ContactList] | None = None
    """The contact lists of this page."""
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


class ContactPage(Model):
    """One page of contacts."""

    items: list[Contact] | None = None
    """The contacts of this page."""
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


class CreateContactListRequest(Model):
    """A new contact list and where its contacts come from.

    Give exactly one source: `contacts`, `contact_ids` or `contact_numbers`.
    """

    contact_ids: list[int] | None = None
    """IDs of contacts that already exist in the account. Set only one of `contacts`,
    `contact_ids` and `contact_numbers`.
    """
    contact_numbers: list[Phone] | None = None
    """Phone numbers to turn into contacts, 11 digits without +, e.g. 12135551122. Set only one
    of `contacts`, `contact_ids` and `contact_numbers`.
    """
    contact_numbers_field: ContactNumbersField | None = None
    """Contact field that receives the `contact_numbers`: homePhone, workPhone or mobilePhone."""
    contacts: list[Contact] | None = None
    """New contacts to create for the list. Set only one of `contacts`, `contact_ids` and
    `contact_numbers`.
    """
    name: str | None = None
    """Name for the new list."""
    use_custom_fields: bool | None = None
    """How custom properties of the contacts are named. `True` keeps their names as given;
    `False` renames them A, B, C and so on.
    """


class DoNotContact(Model):
    """An entry of the account's own do-not-contact list: a phone number and what is barred for
    it. Removing an entry clears its flags, reading it afterwards still succeeds.
    """

    call: bool = OMITTED
    """Whether the number must not be called."""
    campaign_id: int | None = None
    """ID of the broadcast through which the recipient opted out, if any. Set by the server."""
    created: Timestamp | None = None
    """When the entry was made, set by the server. In UTC."""
    inbound_call: bool | None = None
    """Whether calls from the number to you are barred."""
    inbound_text: bool | None = None
    """Whether texts from the number to you are barred."""
    number: Phone = OMITTED
    """The phone number, 11 digits without +, e.g. 12135551122."""
    source: str | None = None
    """Name under which the number was filed, e.g. the name of an uploaded list."""
    text: bool = OMITTED
    """Whether the number must not be texted."""


class DoNotContactPage(Model):
    """One page of the account's do-not-contact entries."""

    items: list[DoNotContact] | None = None
    """The do-not-contact entries of this page."""
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


class UniversalDoNotContact(Model):
    """Whether a number may be contacted according to the platform-wide list, which accounts can
    read but not change. Here true means allowed, unlike in the account's own do-not-contact list.
    """

    from_number: Phone | None = None
    """The other number, 11 digits without +, e.g. 12135551122, when one was asked about; the
    flags then describe this pair.
    """
    inbound_call: bool | None = None
    """Whether `to_number` may call `from_number`; without `from_number`, whether `to_number` may
    receive calls.
    """
    inbound_text: bool | None = None
    """Whether `to_number` may text `from_number`; without `from_number`, whether `to_number` may
    receive texts.
    """
    outbound_call: bool | None = None
    """Whether `from_number` may call `to_number`; without `from_number`, whether `to_number` may
    make calls.
    """
    outbound_text: bool | None = None
    """Whether `from_number` may text `to_number`; without `from_number`, whether `to_number` may
    send texts.
    """
    to_number: Phone | None = None
    """The number asked about, 11 digits without +, e.g. 12135551122."""


class UpdateContactListRequest(Model):
    """Changes to a contact list; its name is all that can be changed."""

    name: str | None = None
    """New name of the list."""


class ItemListUniversalDoNotContact(ItemList[UniversalDoNotContact]):
    """Platform-wide contact permissions of a number, without paging."""

    items: list[UniversalDoNotContact] | None = None
    """The permissions, one entry for each pair of numbers."""


class ResourceIdList(ItemList[ResourceId]):
    """The IDs of objects just created, without paging."""

    items: list[ResourceId] | None = None
    """One ID for each object created."""

"""The operations behind ``client.contacts``: method, path, types and effect."""

from __future__ import annotations

from .._runtime.core.operation import (
    BOOLEAN,
    FILE,
    INTEGER,
    PARTIAL,
    PHONE,
    Effect,
    Operation,
    PagedOperation,
    Paging,
    Param,
    Wait,
)
from .._runtime.core.requirements import Limits, Requires
from ..models._shared import Contact, ErrorResponse, ResourceId
from ..models.contacts import (
    AddContactListContactsRequest,
    AddDoNotContactRequest,
    ContactHistory,
    ContactList,
    ContactListPage,
    ContactPage,
    CreateContactListRequest,
    DoNotContact,
    DoNotContactPage,
    ItemListUniversalDoNotContact,
    ResourceIdList,
    UpdateContactListRequest,
)

FIND_CONTACTS: PagedOperation[Contact] = PagedOperation(
    "findContacts",
    "GET",
    "/contacts",
    effect=Effect.READ,
    returns=ContactPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "id": INTEGER,
        "number": PHONE,
        "contactListId": INTEGER,
    },
)
CREATE_CONTACTS: Operation[ResourceIdList] = Operation(
    "createContacts",
    "POST",
    "/contacts",
    effect=Effect.CREATE,
    returns=ResourceIdList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=list[Contact],
    body_name="contacts",
    items=Limits(min_items=1),
    requires=Requires(
        any_of=(
            ("homePhone", "workPhone", "mobilePhone", "extraPhone1", "extraPhone2", "extraPhone3"),
        )
    ),
)
DELETE_CONTACT: Operation[None] = Operation(
    "deleteContact",
    "DELETE",
    "/contacts/{id}",
    effect=Effect.DELETE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
)
GET_CONTACT: Operation[Contact] = Operation(
    "getContact",
    "GET",
    "/contacts/{id}",
    effect=Effect.READ,
    returns=Contact,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
)
UPDATE_CONTACT: Operation[None] = Operation(
    "updateContact",
    "PUT",
    "/contacts/{id}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=Contact,
    path_params={"id": INTEGER},
)
GET_CONTACT_HISTORY: Operation[ContactHistory] = Operation(
    "getContactHistory",
    "GET",
    "/contacts/{id}/history",
    effect=Effect.READ,
    returns=ContactHistory,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "fields": PARTIAL,
    },
)
FIND_DO_NOT_CONTACTS: PagedOperation[DoNotContact] = PagedOperation(
    "findDoNotContacts",
    "GET",
    "/contacts/dncs",
    effect=Effect.READ,
    returns=DoNotContactPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "campaignId": INTEGER,
        "call": BOOLEAN,
        "text": BOOLEAN,
        "inboundCall": BOOLEAN,
        "inboundText": BOOLEAN,
        "number": PHONE,
    },
)
ADD_DO_NOT_CONTACTS: Operation[None] = Operation(
    "addDoNotContacts",
    "POST",
    "/contacts/dncs",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=AddDoNotContactRequest,
    requires=Requires(properties=("numbers",)),
)
DELETE_DO_NOT_CONTACTS_BY_SOURCE: Operation[None] = Operation(
    "deleteDoNotContactsBySource",
    "DELETE",
    "/contacts/dncs/sources/{source}",
    effect=Effect.DELETE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
)
GET_UNIVERSAL_DO_NOT_CONTACTS: Operation[ItemListUniversalDoNotContact] = Operation(
    "getUniversalDoNotContacts",
    "GET",
    "/contacts/dncs/universals/{toNumber}",
    effect=Effect.READ,
    returns=ItemListUniversalDoNotContact,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"toNumber": PHONE},
    query={"fromNumber": PHONE, "fields": PARTIAL},
)
DELETE_DO_NOT_CONTACT: Operation[None] = Operation(
    "deleteDoNotContact",
    "DELETE",
    "/contacts/dncs/{number}",
    effect=Effect.DELETE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"number": Param(kind="phone", join=",")},
)
GET_DO_NOT_CONTACT: Operation[DoNotContact] = Operation(
    "getDoNotContact",
    "GET",
    "/contacts/dncs/{number}",
    effect=Effect.READ,
    returns=DoNotContact,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"number": PHONE},
)
UPDATE_DO_NOT_CONTACT: Operation[None] = Operation(
    "updateDoNotContact",
    "PUT",
    "/contacts/dncs/{number}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=DoNotContact,
    path_params={"number": PHONE},
)
FIND_CONTACT_LISTS: PagedOperation[ContactList] = PagedOperation(
    "findContactLists",
    "GET",
    "/contacts/lists",
    effect=Effect.READ,
    returns=ContactListPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
        "exactMatch": BOOLEAN,
        "contactCount": INTEGER,
    },
)
CREATE_CONTACT_LIST: Operation[ContactList] = Operation(
    "createContactList",
    "POST",
    "/contacts/lists",
    effect=Effect.CREATE,
    returns=ContactList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=CreateContactListRequest,
    query={"fields": PARTIAL},
    requires=Requires(one_of=(("contacts", "contactIds", "contactNumbers"),)),
)
CREATE_CONTACT_LIST_FROM_FILE: Operation[ResourceId] = Operation(
    "createContactListFromFile",
    "POST",
    "/contacts/lists/upload",
    effect=Effect.CREATE,
    returns=ResourceId,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    form_style="multipart",
    form={"file": FILE, "useCustomFields": BOOLEAN},
)
DELETE_CONTACT_LIST: Operation[None] = Operation(
    "deleteContactList",
    "DELETE",
    "/contacts/lists/{id}",
    effect=Effect.DELETE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
)
GET_CONTACT_LIST: Operation[ContactList] = Operation(
    "getContactList",
    "GET",
    "/contacts/lists/{id}",
    effect=Effect.READ,
    returns=ContactList,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"fields": PARTIAL},
    wait=Wait(
        "status",
        ("IMPORTING", "VALIDATING"),
        failed=("ERRORS", "IMPORT_FAILED", "PARSE_FAILED", "COLUMN_TOO_LARGE", "DELETED"),
    ),
)
UPDATE_CONTACT_LIST: Operation[None] = Operation(
    "updateContactList",
    "PUT",
    "/contacts/lists/{id}",
    effect=Effect.SET,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=UpdateContactListRequest,
    path_params={"id": INTEGER},
    requires=Requires(properties=("name",)),
)
REMOVE_CONTACT_LIST_ITEMS: Operation[None] = Operation(
    "removeContactListItems",
    "DELETE",
    "/contacts/lists/{id}/items",
    effect=Effect.DELETE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER},
    query={"contactId": INTEGER},
)
GET_CONTACT_LIST_ITEMS: PagedOperation[Contact] = PagedOperation(
    "getContactListItems",
    "GET",
    "/contacts/lists/{id}/items",
    effect=Effect.READ,
    returns=ContactPage,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    paging=Paging(limit="limit", offset="offset", items="items", total="total_count", largest=1000),
    path_params={"id": INTEGER},
    query={
        "fields": PARTIAL,
        "limit": Param(kind="integer", limits=Limits(minimum=0)),
        "offset": Param(kind="integer", limits=Limits(minimum=0)),
    },
)
ADD_CONTACT_LIST_ITEMS: Operation[None] = Operation(
    "addContactListItems",
    "POST",
    "/contacts/lists/{id}/items",
    effect=Effect.CREATE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    body=AddContactListContactsRequest,
    path_params={"id": INTEGER},
    requires=Requires(one_of=(("contacts", "contactIds", "contactNumbers"),)),
)
REMOVE_CONTACT_LIST_ITEM: Operation[None] = Operation(
    "removeContactListItem",
    "DELETE",
    "/contacts/lists/{id}/items/{contactId}",
    effect=Effect.DELETE,
    errors={(400, 401, 403, 404, 500): ErrorResponse},
    path_params={"id": INTEGER, "contactId": INTEGER},
)

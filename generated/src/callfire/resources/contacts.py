"""The methods of ``client.contacts``."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.client import SyncResource
from ..operations import contacts as ops

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Unpack

    from .._runtime.files.download import FileInput
    from .._runtime.models.fields import Fields
    from .._runtime.paging import Page
    from .._runtime.waiting import WaitOptions
    from ..models._shared import Contact, ResourceId
    from ..models.contacts import (
        ContactHistory,
        ContactList,
        DoNotContact,
        ItemListUniversalDoNotContact,
        ResourceIdList,
    )
    from ..types import ContactDict, ContactExternalSystemValue, ContactNumbersFieldValue


class ContactsResource(SyncResource):
    """Contacts, contact lists, and the numbers that must not be called or texted.

    The methods of ``client.contacts``.
    """

    @cached_property
    def dncs(self) -> ContactsDncsResource:
        """The methods below ``client.contacts.dncs``."""
        return ContactsDncsResource(self._client)

    @cached_property
    def lists(self) -> ContactsListsResource:
        """The methods below ``client.contacts.lists``."""
        return ContactsListsResource(self._client)

    def find(
        self,
        *,
        id: Sequence[int] | None = None,
        number: Sequence[str] | None = None,
        contact_list_id: int | None = None,
        property_name: str | None = None,
        property_value: str | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[Contact]:
        """Find contacts.

        Finds contacts by id, phone number, contact list or property; without filters it returns all
        of them, a page at a time. Deleted contacts are left out.

        Args:
            id: Ids of the contacts to return. The other filters are ignored when ids are given.
            number: Only contacts having one of these numbers as home, work or mobile phone. The
                other filters are then ignored.
            contact_list_id: Only contacts on this contact list, given by its id.
            property_name: Name of the contact property to compare with `property_value`.
            property_value: Value that the property named in `property_name` must have.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,firstName,homePhone)`. Whatever is not named is left out
                of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of contacts. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /contacts``, operation ``findContacts``.
        """
        return self._client.page(
            ops.FIND_CONTACTS,
            query={
                "id": id,
                "number": number,
                "contactListId": contact_list_id,
                "propertyName": property_name,
                "propertyValue": property_value,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    def create(self, contacts: Sequence[Contact | ContactDict]) -> ResourceIdList:
        """Create contacts.

        Stores new contacts. A property that no other contact has becomes a new column for the whole
        account. Repeating the request creates the contacts again.

        Args:
            contacts: The contacts to create, each with at least one phone number.
                `external_system`, if given, is one of NATION_BUILDER, SALES_FORCE_CONTACTS,
                SALES_FORCE_LEADS, SALES_FORCE_REPORTS, ZOHO, NETSUITE, MAIL_CHIMP.

        Returns:
            The ids of the new contacts.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /contacts``, operation ``createContacts``.
        """
        return self._client.call(ops.CREATE_CONTACTS, body=contacts)

    def delete(self, id: int) -> None:
        """Delete a contact.

        Deletes a contact: it disappears from all lists and searches. `contacts.get` can still read
        it, with `deleted` set to `True`.

        Args:
            id: Id of the contact.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``DELETE /contacts/{id}``, operation ``deleteContact``.
        """
        return self._client.call(ops.DELETE_CONTACT, path={"id": id})

    def get(self, id: int, *, fields: Fields | None = None) -> Contact:
        """Get a contact.

        Reads one contact. A deleted contact is returned too, with `deleted` set to `True`.

        Args:
            id: Id of the contact.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,firstName,homePhone,properties`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.

        Returns:
            The contact.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /contacts/{id}``, operation ``getContact``.
        """
        return self._client.call(ops.GET_CONTACT, path={"id": id}, query={"fields": fields})

    def update(
        self,
        id: int,
        *,
        external_id: str | None = None,
        external_system: ContactExternalSystemValue | None = None,
        extra_phone1: str | None = None,
        extra_phone2: str | None = None,
        extra_phone3: str | None = None,
        first_name: str | None = None,
        home_phone: str | None = None,
        body_id: int | None = None,
        last_name: str | None = None,
        mobile_phone: str | None = None,
        properties: Mapping[str, Any] | None = None,
        work_phone: str | None = None,
        zipcode: str | None = None,
    ) -> None:
        """Update a contact.

        Changes a contact. Send only the fields that should change; the others keep their values. A
        new name in `properties` adds a column for all contacts of the account.

        Args:
            id: Id of the contact.
            external_id: ID of this person in the other system named by `external_system`, used to
                keep both in step.
            external_system: System that `external_id` belongs to: NATION_BUILDER,
                SALES_FORCE_CONTACTS, SALES_FORCE_LEADS, SALES_FORCE_REPORTS, ZOHO, NETSUITE,
                MAIL_CHIMP.
            extra_phone1: First additional phone number, 11 digits without +, e.g. 12135551122.
            extra_phone2: Second additional phone number, 11 digits without +, e.g. 12135551122.
            extra_phone3: Third additional phone number, 11 digits without +, e.g. 12135551122.
            first_name: First name; ${contact.firstName} inserts it into messages.
            home_phone: Home phone number, 11 digits without +, e.g. 12135551122.
            body_id: ID of the contact. Assigned by the server.
            last_name: Last name.
            mobile_phone: Mobile phone number, 11 digits without +, e.g. 12135551122.
            properties: Custom fields, a map from name to string. A name used for the first time
                adds that field to all contacts of the account.
            work_phone: Work phone number, 11 digits without +, e.g. 12135551122.
            zipcode: ZIP code, e.g. 90401.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /contacts/{id}``, operation ``updateContact``.
        """
        return self._client.call(
            ops.UPDATE_CONTACT,
            path={"id": id},
            body={
                "externalId": external_id,
                "externalSystem": external_system,
                "extraPhone1": extra_phone1,
                "extraPhone2": extra_phone2,
                "extraPhone3": extra_phone3,
                "firstName": first_name,
                "homePhone": home_phone,
                "id": body_id,
                "lastName": last_name,
                "mobilePhone": mobile_phone,
                "properties": properties,
                "workPhone": work_phone,
                "zipcode": zipcode,
            },
        )

    def get_history(
        self,
        id: int,
        *,
        limit: int | None = None,
        offset: int | None = None,
        fields: Fields | None = None,
    ) -> ContactHistory:
        """Get a contact's history.

        Lists the calls and texts exchanged with one contact. `limit` and `offset` apply as on a
        page, but the response is an object with two lists and has no total.

        Args:
            id: Id of the contact.
            limit: Most calls and texts to return at a time. At least 0.
            offset: How many entries to skip before the first one returned, counted from 0.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `calls(id,state),texts(id,message)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.

        Returns:
            The contact's `calls` and `texts`.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /contacts/{id}/history``, operation ``getContactHistory``.
        """
        return self._client.call(
            ops.GET_CONTACT_HISTORY,
            path={"id": id},
            query={"limit": limit, "offset": offset, "fields": fields},
        )


class ContactsDncsResource(SyncResource):
    """The methods of ``client.contacts.dncs``."""

    def find(
        self,
        *,
        prefix: str | None = None,
        campaign_id: int | None = None,
        source: str | None = None,
        call: bool | None = None,
        text: bool | None = None,
        inbound_call: bool | None = None,
        inbound_text: bool | None = None,
        number: Sequence[str] | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[DoNotContact]:
        """Find do-not-contact entries.

        Finds the numbers that your account must not call or text. These entries bind your account
        only; blocks that hold for the whole platform are shown by `contacts.dncs.list_universal`.

        Args:
            prefix: Only numbers that begin with these digits, 1 to 10 of them, e.g. 1424.
            campaign_id: Only numbers that opted out of this campaign.
            source: Only numbers entered under this source label.
            call: `True` for numbers that must not be called, `False` for those that may be. Leave
                it out for both.
            text: `True` for numbers that must not be texted, `False` for those that may be. Leave
                it out for both.
            inbound_call: Only entries whose `inbound_call` flag has this value.
            inbound_text: Only entries whose `inbound_text` flag has this value.
            number: Only these numbers, each 11 digits without `+`, e.g. 12135551122.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(number,call,text)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of do-not-contact entries. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /contacts/dncs``, operation ``findDoNotContacts``.
        """
        return self._client.page(
            ops.FIND_DO_NOT_CONTACTS,
            query={
                "prefix": prefix,
                "campaignId": campaign_id,
                "source": source,
                "call": call,
                "text": text,
                "inboundCall": inbound_call,
                "inboundText": inbound_text,
                "number": number,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    def add(
        self,
        numbers: Sequence[str],
        *,
        call: bool | None = None,
        inbound_call: bool | None = None,
        inbound_text: bool | None = None,
        source: str | None = None,
        text: bool | None = None,
    ) -> None:
        """Add do-not-contact numbers.

        Forbids calls, texts or both to a set of numbers. Numbers that have an entry already get the
        new flags, so the request can be retried safely.

        Args:
            numbers: Phone numbers to add or update, 11 digits without +, e.g. 12135551122.
            call: Whether the numbers are barred from being called. Default: true.
            inbound_call: Whether calls from these numbers to you are barred. The service documents
                no default.
            inbound_text: Whether texts from these numbers to you are barred. The service documents
                no default.
            source: Name under which the numbers are filed, so that they can be found or deleted
                together later, e.g. My DNC list 1. Default: Api V2.
            text: Whether the numbers are barred from being texted. Default: true.

        Retried after a lost connection or a temporary error.

        ``POST /contacts/dncs``, operation ``addDoNotContacts``.
        """
        return self._client.call(
            ops.ADD_DO_NOT_CONTACTS,
            body={
                "numbers": numbers,
                "call": call,
                "inboundCall": inbound_call,
                "inboundText": inbound_text,
                "source": source,
                "text": text,
            },
        )

    def delete_by_source(self, source: str) -> None:
        """Delete do-not-contact entries by source.

        Lifts the ban on all numbers that were entered under one source label.

        Args:
            source: Source label, exactly as it was given when the numbers were added.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``DELETE /contacts/dncs/sources/{source}``, operation ``deleteDoNotContactsBySource``.
        """
        return self._client.call(ops.DELETE_DO_NOT_CONTACTS_BY_SOURCE, path={"source": source})

    def list_universal(
        self, to_number: str, *, from_number: str | None = None, fields: Fields | None = None
    ) -> ItemListUniversalDoNotContact:
        """Check universal do-not-contact flags.

        Shows which calls and texts the CallFire platform as a whole allows for a number, in both
        directions; `True` means allowed. With `from_number` the response is about contact between
        those two numbers. Entries of your own account are read with `contacts.dncs.get`.

        Args:
            to_number: The number to check: 11 digits without `+`, e.g. 12135551122.
            from_number: The number at the other end: 11 digits without `+`, e.g. 12135551122.
                Without it the result holds for any sender.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(toNumber,outboundCall,outboundText)`. Whatever is not named
                is left out of the response. Accepts a list or a dict of names, too.

        Returns:
            A list whose items state what is allowed: inbound and outbound, calls and texts.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /contacts/dncs/universals/{toNumber}``, operation ``getUniversalDoNotContacts``.
        """
        return self._client.call(
            ops.GET_UNIVERSAL_DO_NOT_CONTACTS,
            path={"toNumber": to_number},
            query={"fromNumber": from_number, "fields": fields},
        )

    def delete(self, number: Sequence[str]) -> None:
        """Delete a do-not-contact entry.

        Lifts the ban on a number by clearing its flags. The entry itself stays, so
        `contacts.dncs.get` then returns `call` and `text` set to `False` instead of 404.

        Args:
            number: The number: 11 digits without `+`, e.g. 12135551122. Several can be given.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``DELETE /contacts/dncs/{number}``, operation ``deleteDoNotContact``.
        """
        return self._client.call(ops.DELETE_DO_NOT_CONTACT, path={"number": number})

    def get(self, number: str) -> DoNotContact:
        """Get a do-not-contact entry.

        Tells whether your account may call or text a number. A number whose ban was lifted has both
        flags set to `False`.

        Args:
            number: The number: 11 digits without `+`, e.g. 12135551122.

        Returns:
            The do-not-contact entry of the number.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /contacts/dncs/{number}``, operation ``getDoNotContact``.
        """
        return self._client.call(ops.GET_DO_NOT_CONTACT, path={"number": number})

    def update(
        self,
        number: str,
        *,
        call: bool | None = None,
        inbound_call: bool | None = None,
        inbound_text: bool | None = None,
        body_number: str | None = None,
        source: str | None = None,
        text: bool | None = None,
    ) -> None:
        """Update a do-not-contact entry.

        Sets whether one number may be called or texted.

        Args:
            number: The number: 11 digits without `+`, e.g. 12135551122.
            call: Whether the number must not be called.
            inbound_call: Whether calls from the number to you are barred.
            inbound_text: Whether texts from the number to you are barred.
            body_number: The phone number, 11 digits without +, e.g. 12135551122.
            source: Name under which the number was filed, e.g. the name of an uploaded list.
            text: Whether the number must not be texted.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /contacts/dncs/{number}``, operation ``updateDoNotContact``.
        """
        return self._client.call(
            ops.UPDATE_DO_NOT_CONTACT,
            path={"number": number},
            body={
                "call": call,
                "inboundCall": inbound_call,
                "inboundText": inbound_text,
                "number": body_number,
                "source": source,
                "text": text,
            },
        )


class ContactsListsResource(SyncResource):
    """The methods of ``client.contacts.lists``."""

    def find(
        self,
        *,
        name: str | None = None,
        exact_match: bool | None = None,
        contact_count: int | None = None,
        order_by: str | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[ContactList]:
        """Find contact lists.

        Finds your contact lists by name, with their size and status but without the contacts, which
        `contacts.lists.find_contacts` returns.

        Args:
            name: Only lists whose name contains this text.
            exact_match: `True` finds only lists whose name is the same as `name`.
            contact_count: Filter on the number of contacts in a list. CallFire does not state how
                it is compared.
            order_by: Order of the lists. CallFire does not publish the values it accepts.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,name,size)`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of contact lists. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /contacts/lists``, operation ``findContactLists``.
        """
        return self._client.page(
            ops.FIND_CONTACT_LISTS,
            query={
                "name": name,
                "exactMatch": exact_match,
                "contactCount": contact_count,
                "orderBy": order_by,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    def create(
        self,
        *,
        contact_ids: Sequence[int] | None = None,
        contact_numbers: Sequence[str] | None = None,
        contact_numbers_field: ContactNumbersFieldValue | None = None,
        contacts: Sequence[Contact | ContactDict] | None = None,
        name: str | None = None,
        use_custom_fields: bool | None = None,
        fields: Fields | None = None,
    ) -> ContactList:
        """Create a contact list.

        Creates a contact list from new contacts, existing contacts or plain phone numbers. CallFire
        then validates it in the background, dropping bad and duplicate numbers and those on a
        do-not-contact list: read `contacts.lists.get` until `status` is neither VALIDATING nor
        IMPORTING, or wait for the webhook events ValidationFinished and ValidationFailed. Repeating
        the request makes a second list.

        Args:
            contact_ids: IDs of contacts that already exist in the account. Set only one of
                `contacts`, `contact_ids` and `contact_numbers`.
            contact_numbers: Phone numbers to turn into contacts, 11 digits without +, e.g.
                12135551122. Set only one of `contacts`, `contact_ids` and `contact_numbers`.
            contact_numbers_field: Contact field that receives the `contact_numbers`: homePhone,
                workPhone or mobilePhone.
            contacts: New contacts to create for the list. Set only one of `contacts`, `contact_ids`
                and `contact_numbers`.
            name: Name for the new list.
            use_custom_fields: How custom properties of the contacts are named. `True` keeps their
                names as given; `False` renames them A, B, C and so on.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,status`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The new contact list; some servers send its id only.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /contacts/lists``, operation ``createContactList``.
        """
        return self._client.call(
            ops.CREATE_CONTACT_LIST,
            query={"fields": fields},
            body={
                "contactIds": contact_ids,
                "contactNumbers": contact_numbers,
                "contactNumbersField": contact_numbers_field,
                "contacts": contacts,
                "name": name,
                "useCustomFields": use_custom_fields,
            },
        )

    def upload(
        self, file: FileInput, *, name: str | None = None, use_custom_fields: bool | None = None
    ) -> ResourceId:
        """Upload a contact list.

        Creates a contact list from a CSV file. The file is read and validated in the background:
        read `contacts.lists.get` until `status` is neither VALIDATING nor IMPORTING. ACTIVE then
        means success; ERRORS, IMPORT_FAILED, PARSE_FAILED and COLUMN_TOO_LARGE mean failure.
        Repeating the request makes a second list.

        Args:
            file: The CSV file. Its first row names the columns.
            name: Name for the contact list.
            use_custom_fields: `True` keeps your own column names as names of contact properties;
                otherwise such columns are called A, B, C and so on.

        Returns:
            The id of the new contact list.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /contacts/lists/upload``, operation ``createContactListFromFile``.
        """
        return self._client.call(
            ops.CREATE_CONTACT_LIST_FROM_FILE,
            form={"file": file, "name": name, "useCustomFields": use_custom_fields},
        )

    def delete(self, id: int) -> None:
        """Delete a contact list.

        Deletes a contact list. The contacts on it stay in your account.

        Args:
            id: Id of the contact list.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``DELETE /contacts/lists/{id}``, operation ``deleteContactList``.
        """
        return self._client.call(ops.DELETE_CONTACT_LIST, path={"id": id})

    def get(self, id: int, *, fields: Fields | None = None) -> ContactList:
        """Get a contact list.

        Reads name, size and status of one contact list. Poll it after creating a list: VALIDATING
        and IMPORTING mean that work goes on, ACTIVE that the list is ready, and the other values
        that something went wrong.

        Args:
            id: Id of the contact list.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,size,status`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The contact list, without its contacts.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /contacts/lists/{id}``, operation ``getContactList``.
        """
        return self._client.call(ops.GET_CONTACT_LIST, path={"id": id}, query={"fields": fields})

    def wait(
        self, id: int, *, fields: Fields | None = None, **options: Unpack[WaitOptions]
    ) -> ContactList:
        """Poll `get` until the state is final.

        Looks again, with growing pauses, while `status` is IMPORTING, VALIDATING. It has failed
        when that is ERRORS, IMPORT_FAILED, PARSE_FAILED, COLUMN_TOO_LARGE, DELETED.

        Args:
            id: Id of the contact list.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,size,status`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.
            options: How long and how often: timeout, interval, max_interval, on_poll; see
                `WaitOptions`.

        Returns:
            What the last look has shown.

        Raises:
            WaitFailedError: It failed; `response` is what was shown.
            WaitTimeoutError: It took too long; `response` is what was shown last.

        ``GET /contacts/lists/{id}``, operation ``getContactList``.
        """
        from .._runtime.waiting import wait as _wait

        return _wait(
            self._client, ops.GET_CONTACT_LIST, path={"id": id}, query={"fields": fields}, **options
        )

    def update(self, id: int, name: str) -> None:
        """Rename a contact list.

        Gives a contact list a new name; nothing else can be changed here.

        Args:
            id: Id of the contact list.
            name: New name of the list.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /contacts/lists/{id}``, operation ``updateContactList``.
        """
        return self._client.call(ops.UPDATE_CONTACT_LIST, path={"id": id}, body={"name": name})

    def remove_contacts(self, id: int, *, contact_id: Sequence[int] | None = None) -> None:
        """Remove contacts from a list.

        Takes several contacts off a contact list. The contacts stay in your account.

        Args:
            id: Id of the contact list.
            contact_id: Ids of the contacts to take off the list.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``DELETE /contacts/lists/{id}/items``, operation ``removeContactListItems``.
        """
        return self._client.call(
            ops.REMOVE_CONTACT_LIST_ITEMS, path={"id": id}, query={"contactId": contact_id}
        )

    def find_contacts(
        self,
        id: int,
        *,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[Contact]:
        """Find a list's contacts.

        Lists the contacts on one contact list.

        Args:
            id: Id of the contact list.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,firstName,homePhone)`. Whatever is not named is left out
                of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. At least 0.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of contacts. Iterate it to go through all pages.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /contacts/lists/{id}/items``, operation ``getContactListItems``.
        """
        return self._client.page(
            ops.GET_CONTACT_LIST_ITEMS,
            path={"id": id},
            query={"fields": fields, "limit": limit, "offset": offset},
        )

    def add_contacts(
        self,
        id: int,
        *,
        contact_ids: Sequence[int] | None = None,
        contact_numbers: Sequence[str] | None = None,
        contact_numbers_field: ContactNumbersFieldValue | None = None,
        contacts: Sequence[Contact | ContactDict] | None = None,
        use_custom_fields: bool | None = None,
    ) -> None:
        """Add contacts to a list.

        Puts new contacts, existing contacts or plain phone numbers on a contact list. They are
        validated in the background, so watch the list's `status` with `contacts.lists.get`.

        Args:
            id: Id of the contact list.
            contact_ids: IDs of contacts that already exist in the account. Set only one of
                `contacts`, `contact_ids` and `contact_numbers`.
            contact_numbers: Phone numbers to turn into contacts, 11 digits without +, e.g.
                12135551122. Set only one of `contacts`, `contact_ids` and `contact_numbers`.
            contact_numbers_field: Contact field that receives the `contact_numbers`: homePhone,
                workPhone or mobilePhone.
            contacts: New contacts to create and put on the list. Set only one of `contacts`,
                `contact_ids` and `contact_numbers`.
            use_custom_fields: How custom properties of the contacts are named. `True` keeps their
                names as given; `False` renames them A, B, C and so on.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /contacts/lists/{id}/items``, operation ``addContactListItems``.
        """
        return self._client.call(
            ops.ADD_CONTACT_LIST_ITEMS,
            path={"id": id},
            body={
                "contactIds": contact_ids,
                "contactNumbers": contact_numbers,
                "contactNumbersField": contact_numbers_field,
                "contacts": contacts,
                "useCustomFields": use_custom_fields,
            },
        )

    def remove_contact(self, id: int, contact_id: int) -> None:
        """Remove a contact from a list.

        Takes one contact off a contact list. The contact stays in your account.

        Args:
            id: Id of the contact list.
            contact_id: Id of the contact to take off the list.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``DELETE /contacts/lists/{id}/items/{contactId}``, operation ``removeContactListItem``.
        """
        return self._client.call(
            ops.REMOVE_CONTACT_LIST_ITEM, path={"id": id, "contactId": contact_id}
        )

"""Models and enums of ``client.keywords``."""

from __future__ import annotations

from .._runtime.models.model import OMITTED, ItemList, Model, Timestamp
from ._shared import LeaseStatus, TextInboundConfig


class Keyword(Model):
    """A keyword that can be bought: a word that people text to a short code to reach you."""

    keyword: str = OMITTED
    """The word, 3 to 64 letters and digits, e.g. SUN."""
    short_code: str | None = None
    """Short code that the word is texted to, e.g. 67076."""


class KeywordConfig(Model):
    """What happens to texts that arrive for one of the account's keywords."""

    keyword: str | None = None
    """The keyword, 3 to 64 letters and digits."""
    text_inbound_config: TextInboundConfig | None = None
    """Whether and where incoming texts are forwarded."""


class KeywordConfigPage(Model):
    """One page of the settings of leased keywords."""

    items: list[KeywordConfig] | None = None
    """The keyword settings of this page."""
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


class KeywordLease(Model):
    """A keyword that the account rents on a short code, with its term and its opt-in settings."""

    auto_renew: bool | None = None
    """Whether the lease is renewed, and charged, at the end of each billing cycle."""
    contact_list_id: int | None = None
    """ID of the contact list connected to the keyword."""
    double_opt_in_enabled: bool | None = None
    """Whether people must confirm before they count as opted in."""
    keyword: str = OMITTED
    """The keyword, 3 to 64 letters and digits."""
    labels: list[str] | None = None
    """Labels of the keyword."""
    lease_begin: Timestamp | None = None
    """When the lease started, set by the server. In UTC."""
    lease_end: Timestamp | None = None
    """When the lease runs out, set by the server. In UTC."""
    opt_in_confirmation_message: str | None = None
    """Text sent to confirm an opt-in."""
    short_code: str | None = None
    """Short code that the keyword belongs to, e.g. 67076."""
    status: LeaseStatus | None = None
    """Set by the server. PENDING: not yet in force. ACTIVE: in use by the account. RELEASED:
    given back. UNAVAILABLE: cannot be used.
    """


class KeywordLeasePage(Model):
    """One page of the keywords that the account rents."""

    items: list[KeywordLease] | None = None
    """The keyword leases of this page."""
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


class KeywordList(ItemList[Keyword]):
    """Those of the requested keywords that are still for sale, without paging."""

    items: list[Keyword] | None = None
    """The available keywords."""

"""Models and enums of ``client.orders``."""

from __future__ import annotations

from .._runtime.models.model import OMITTED, Model, OpenEnum, Timestamp
from .._runtime.models.phones import Phone


class FindOrdersStatus(OpenEnum):
    """Known values of `FindOrdersStatus`; others are kept as they come."""

    PROCESSING = "PROCESSING"
    FINISHED = "FINISHED"
    PAYMENT_ERROR = "PAYMENT_ERROR"
    VOID = "VOID"
    WAIT_FOR_PAYMENT = "WAIT_FOR_PAYMENT"
    PARTIALLY_ADJUSTED = "PARTIALLY_ADJUSTED"
    ADJUSTED = "ADJUSTED"


class NumberOrderStatus(OpenEnum):
    """Set by the server.

    NEW and PROCESSING: being worked on. FINISHED: completed. WAIT_FOR_PAYMENT: payment pending.
    PAYMENT_ERROR: payment failed. APPROVE_TIER_ONE and APPROVE_TIER_TWO: awaiting approval.
    REJECTED: not approved. ERRORED: failed. VOID: canceled. PARTIALLY_ADJUSTED and ADJUSTED: amount
    corrected in part or in full.
    """

    PROCESSING = "PROCESSING"
    FINISHED = "FINISHED"
    PAYMENT_ERROR = "PAYMENT_ERROR"
    VOID = "VOID"
    WAIT_FOR_PAYMENT = "WAIT_FOR_PAYMENT"
    PARTIALLY_ADJUSTED = "PARTIALLY_ADJUSTED"
    ADJUSTED = "ADJUSTED"
    NEW = "NEW"
    ERRORED = "ERRORED"
    APPROVE_TIER_ONE = "APPROVE_TIER_ONE"
    APPROVE_TIER_TWO = "APPROVE_TIER_TWO"
    REJECTED = "REJECTED"


class KeywordPurchaseRequest(Model):
    """Keywords to buy; they are paid for by the account."""

    keywords: list[str] | None = None
    """The keywords, each 3 to 64 letters and digits, e.g. SUN, MOON."""


class NumberOrder(Model):
    """An order of phone numbers or keywords.

    It is carried out in the background: poll it until `status` is neither NEW nor PROCESSING, then
    look at what was fulfilled.
    """

    created: Timestamp | None = None
    """When the order was placed, set by the server. In UTC."""
    id: int = OMITTED
    """ID of the order. Assigned by the server."""
    keywords: NumberOrderItem | None = None
    """The keywords in the order: one object with quantity, price and those obtained."""
    local_numbers: NumberOrderItem | None = None
    """The local numbers in the order: one object with quantity, price and those obtained."""
    sales_tax: float | None = None
    """Sales tax, in US dollars."""
    status: NumberOrderStatus | None = None
    """Set by the server. NEW and PROCESSING: being worked on. FINISHED: completed.
    WAIT_FOR_PAYMENT: payment pending. PAYMENT_ERROR: payment failed. APPROVE_TIER_ONE and
    APPROVE_TIER_TWO: awaiting approval. REJECTED: not approved. ERRORED: failed. VOID: canceled.
    PARTIALLY_ADJUSTED and ADJUSTED: amount corrected in part or in full.
    """
    summary: float | None = None
    """Amount of the order, in US dollars; undocumented, probably before `sales_tax`."""
    toll_free_numbers: NumberOrderItem | None = None
    """The toll-free numbers in the order: one object with quantity, price and those obtained."""
    total: float | None = None
    """Amount to pay, in US dollars; probably with `sales_tax` included."""
    total_cost: float | None = None
    """Cost of everything in the order, in US dollars."""


class NumberOrderItem(Model):
    """One kind of goods in an order: how many were ordered, at what price, and which were
    obtained.
    """

    fulfilled: list[str] | None = None
    """The phone numbers or keywords obtained so far."""
    ordered: int | None = None
    """Number of items ordered."""
    unit_cost: float | None = None
    """Price of one item, in US dollars."""


class NumberPurchaseRequest(Model):
    """Phone numbers to buy: either listed in `numbers`, or as a quantity in `local_count` or
    `toll_free_count`, narrowed by region.
    """

    city: str | None = None
    """City that local numbers are to be from, e.g. Los Angeles."""
    local_count: int | None = None
    """How many local numbers to buy, e.g. 2."""
    numbers: list[Phone] | None = None
    """The exact numbers to buy, 11 digits without +, e.g. 12135551122. When one is already
    taken, the order fails with status 400.
    """
    prefix: str | None = None
    """First 4 to 7 digits of the numbers, country code included, e.g. 1424 or 1310230."""
    promo: str | None = None
    """Promotion code; undocumented by the service."""
    state: str | None = None
    """State that local numbers are to be from, two letters, e.g. CA."""
    toll_free_count: int | None = None
    """How many toll-free numbers to buy, e.g. 2."""
    zipcode: str | None = None
    """ZIP code that local numbers are to be from, five digits, e.g. 90401."""


class PageNumberOrder(Model):
    """One page of orders."""

    items: list[NumberOrder] | None = None
    """The orders of this page."""
    limit: int | None = None
    """Page size that was asked for or defaulted to. Often missing from real responses."""
    offset: int | None = None
    """Number of items skipped before this page. Often missing from real responses."""
    total_count: int | None = None
    """Number of items on all pages together, -1 when unknown. Sometimes missing from real
    responses.
    """

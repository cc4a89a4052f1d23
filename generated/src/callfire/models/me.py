"""Models and enums of ``client.me``."""

from __future__ import annotations

from .._runtime.models.model import OMITTED, ItemList, Model, OpenEnum, Timestamp
from .._runtime.models.phones import Phone


class AccountPermission(OpenEnum):
    """Known values of `AccountPermission`; others are kept as they come."""

    API = "API"
    ACCOUNT_HOLDER = "ACCOUNT_HOLDER"
    AGENT = "AGENT"


class Account(Model):
    """The account that the credentials belong to, and its holder."""

    email: str | None = None
    """E-mail address of the account."""
    first_name: str | None = None
    """First name of the account holder."""
    id: int | None = None
    """Id of the account."""
    last_name: str | None = None
    """Last name of the account holder."""
    name: str | None = None
    """Name of the account."""
    permissions: list[AccountPermission] | None = None
    """What the credentials may do. API: use the API. ACCOUNT_HOLDER: administer the account.
    AGENT: work as a call center agent.
    """


class ApiCredential(Model):
    """A login for the API: a generated user name and password, separate from the login of the
    web site. Only the account holder, signed in with the account's own login, can manage these.
    """

    enabled: bool | None = None
    """Whether the credential may be used. Change it with the enable and disable operations."""
    id: int = OMITTED
    """ID of the credential. Assigned by the server."""
    name: str | None = None
    """Name you give the credential to distinguish it from others; the only field needed to
    create one.
    """
    password: str | None = None
    """Generated password, 16 hexadecimal characters. Shown in full only in the response to its
    creation, masked later, e.g. ****aa00.
    """
    username: str | None = None
    """Generated user name for HTTP Basic authentication, 12 hexadecimal characters."""


class ApiCredentialPage(Model):
    """One page of API credentials."""

    items: list[ApiCredential] | None = None
    """The API credentials of this page."""
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


class BillingPlanUsage(Model):
    """Credits that are left to the account in the current billing month."""

    interval_end: Timestamp | None = None
    """End of the billing month. In UTC."""
    interval_start: Timestamp | None = None
    """Start of the billing month. In UTC."""
    remaining_pay_as_you_go_credits: float | None = None
    """Credits left that were bought outside the plan, rounded to whole credits."""
    remaining_plan_credits: float | None = None
    """Credits left from the monthly plan, rounded to whole credits."""
    total_remaining_credits: float | None = None
    """All credits left: the sum of `remaining_plan_credits` and
    `remaining_pay_as_you_go_credits`.
    """


class CallerId(Model):
    """A verified caller ID: a phone number that the account may show as the origin of its calls."""

    phone_number: Phone | None = None
    """The verified phone number, 11 digits without +, e.g. 12135551122."""


class CallerIdVerificationRequest(Model):
    """The code that proves that a phone number is yours, to finish its verification as a caller
    ID.
    """

    verification_code: str | None = None
    """Code that CallFire read out in its call to the number, e.g. 1234."""


class CreditUsage(Model):
    """What the account used up in a span of time: credits, call minutes and texts."""

    calls_duration_minutes: int | None = None
    """Length of all calls together, rounded to whole minutes."""
    credits_used: float | None = None
    """Credits spent on calls and texts."""
    interval_begin: Timestamp | None = None
    """Start of the time span. In UTC."""
    interval_end: Timestamp | None = None
    """End of the time span. In UTC."""
    texts_sent: int | None = None
    """Number of texts sent."""


class CallerIdList(ItemList[CallerId]):
    """The verified caller IDs of the account, without paging."""

    items: list[CallerId] | None = None
    """The verified caller IDs."""

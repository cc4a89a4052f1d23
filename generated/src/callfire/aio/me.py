"""The methods of ``client.me``, to be awaited."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.client import AsyncResource
from ..operations import me as ops

if TYPE_CHECKING:
    from datetime import datetime

    from .._runtime.models.fields import Fields
    from .._runtime.paging import AsyncPager
    from ..models.me import Account, ApiCredential, BillingPlanUsage, CallerIdList, CreditUsage


class AsyncMeResource(AsyncResource):
    """Your account, its credits, its verified caller ids and its API credentials.

    The methods of ``client.me``.
    """

    @cached_property
    def caller_ids(self) -> AsyncMeCallerIdsResource:
        """The methods below ``client.me.caller_ids``."""
        return AsyncMeCallerIdsResource(self._client)

    @cached_property
    def credentials(self) -> AsyncMeCredentialsResource:
        """The methods below ``client.me.credentials``."""
        return AsyncMeCredentialsResource(self._client)

    async def get_account(self, *, fields: Fields | None = None) -> Account:
        """Get your account.

        Reads who owns the account: id, name, email and permissions (API, ACCOUNT_HOLDER, AGENT). A
        cheap way to test that a login works.

        Args:
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,email,permissions`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The account.

        Retried after a lost connection or a temporary error.

        ``GET /me/account``, operation ``getAccount``.
        """
        return await self._client.call(ops.GET_ACCOUNT, query={"fields": fields})

    async def get_credit_usage(
        self,
        *,
        interval_begin: datetime | int | None = None,
        interval_end: datetime | int | None = None,
    ) -> CreditUsage:
        """Get credits used.

        Sums up minutes called, texts sent and credits spent in a period, or since the account
        exists when no period is given.

        Args:
            interval_begin: Start of the period to sum up, e.g. 2016-09-13 15:50:17 UTC. A datetime
                with time zone, or milliseconds since the epoch.
            interval_end: End of the period to sum up. Without it the period has no end. A datetime
                with time zone, or milliseconds since the epoch.

        Returns:
            The totals of the period.

        Retried after a lost connection or a temporary error.

        ``GET /me/billing/credit-usage``, operation ``getCreditUsage``.
        """
        return await self._client.call(
            ops.GET_CREDIT_USAGE,
            query={"intervalBegin": interval_begin, "intervalEnd": interval_end},
        )

    async def get_plan_usage(self) -> BillingPlanUsage:
        """Get remaining credits.

        Tells how many credits are left for the current month: those of the plan, those paid for as
        you go, and both together.

        Returns:
            The credits left, with the begin and end of the month they belong to.

        Retried after a lost connection or a temporary error.

        ``GET /me/billing/plan-usage``, operation ``getBillingPlanUsage``.
        """
        return await self._client.call(ops.GET_BILLING_PLAN_USAGE)


class AsyncMeCallerIdsResource(AsyncResource):
    """The methods of ``client.me.caller_ids``."""

    async def list(self) -> CallerIdList:
        """List verified caller ids.

        Lists the phone numbers you may use as caller id. A number that is missing must be verified
        first with `me.caller_ids.send_code` and `me.caller_ids.verify`. The response is not paged.

        Returns:
            The verified phone numbers.

        Retried after a lost connection or a temporary error.

        ``GET /me/callerids``, operation ``getCallerIds``.
        """
        return await self._client.call(ops.GET_CALLER_IDS)

    async def send_code(self, callerid: str) -> None:
        """Request a caller id code.

        Rings the number and speaks a code, which you then hand to `me.caller_ids.verify`. Every
        request rings the phone again; a number already verified is refused with 400.

        Args:
            callerid: The phone number to use as caller id: 11 digits without `+`, e.g. 12135551122.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /me/callerids/{callerid}``, operation ``sendVerificationCodeToCallerId``.
        """
        return await self._client.call(
            ops.SEND_VERIFICATION_CODE_TO_CALLER_ID, path={"callerid": callerid}
        )

    async def verify(self, callerid: str, verification_code: str) -> bool:
        """Verify a caller id.

        Confirms that a phone number is yours, with the code heard in the call that
        `me.caller_ids.send_code` made. Afterwards your calls may show it. Verifying a number again
        does no harm.

        Args:
            callerid: The phone number to use as caller id: 11 digits without `+`, e.g. 12135551122.
            verification_code: Code that CallFire read out in its call to the number, e.g. 1234.

        Returns:
            `True` if the number is verified now, `False` otherwise; the bare value is the whole
            body.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``POST /me/callerids/{callerid}/verification-code``, operation ``verifyCallerId``.
        """
        return await self._client.call(
            ops.VERIFY_CALLER_ID,
            path={"callerid": callerid},
            body={"verificationCode": verification_code},
        )


class AsyncMeCredentialsResource(AsyncResource):
    """The methods of ``client.me.credentials``."""

    def find(
        self,
        *,
        name: str | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[ApiCredential]:
        """Find API credentials.

        Finds the logins that were made for programs. Passwords are masked. Needs the account
        holder's own login and password; API credentials are refused.

        Args:
            name: Only credentials of this name.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,name,enabled)`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of API credentials, with masked passwords. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error. Needs the account login:
        ``client.with_auth(...)``.

        ``GET /me/api/credentials``, operation ``findApiCredentials``.
        """
        return self._client.page(
            ops.FIND_API_CREDENTIALS,
            query={"name": name, "fields": fields, "limit": limit, "offset": offset},
        )

    async def create(
        self, *, enabled: bool | None = None, name: str | None = None
    ) -> ApiCredential:
        """Create an API credential.

        Makes a new login for a program; CallFire chooses user name and password. The full password
        is shown in this response only, so keep it. Repeating the request makes another login. Needs
        the account holder's own login and password; API credentials are refused.

        Args:
            enabled: Whether the credential may be used. Change it with the enable and disable
                operations.
            name: Name you give the credential to distinguish it from others; the only field needed
                to create one.

        Returns:
            The new API credential, with its full password.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out. Needs the account login:
        ``client.with_auth(...)``.

        ``POST /me/api/credentials``, operation ``createApiCredential``.
        """
        return await self._client.call(
            ops.CREATE_API_CREDENTIAL, body={"enabled": enabled, "name": name}
        )

    async def delete(self, id: int) -> None:
        """Delete an API credential.

        Deletes an API credential for good: programs using it can no longer log in. To lock it for a
        while only, use `me.credentials.disable`. Needs the account holder's own login and password;
        API credentials are refused.

        Args:
            id: Id of the API credential.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out. Needs the account login:
        ``client.with_auth(...)``.

        ``DELETE /me/api/credentials/{id}``, operation ``deleteApiCredential``.
        """
        return await self._client.call(ops.DELETE_API_CREDENTIAL, path={"id": id})

    async def get(self, id: int, *, fields: Fields | None = None) -> ApiCredential:
        """Get an API credential.

        Reads one API credential. The password is masked. Needs the account holder's own login and
        password; API credentials are refused.

        Args:
            id: Id of the API credential.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,enabled`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The API credential, with a masked password.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error. Needs the account login:
        ``client.with_auth(...)``.

        ``GET /me/api/credentials/{id}``, operation ``getApiCredential``.
        """
        return await self._client.call(
            ops.GET_API_CREDENTIAL, path={"id": id}, query={"fields": fields}
        )

    async def disable(self, id: int) -> None:
        """Disable an API credential.

        Locks one API credential: programs using it are refused until `me.credentials.enable`
        unlocks it. Needs the account holder's own login and password; API credentials are refused.

        Args:
            id: Id of the API credential.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out. Needs the account login:
        ``client.with_auth(...)``.

        ``POST /me/api/credentials/{id}/disable``, operation ``disableApiCredentials``.
        """
        return await self._client.call(ops.DISABLE_API_CREDENTIALS, path={"id": id})

    async def enable(self, id: int) -> None:
        """Enable an API credential.

        Unlocks an API credential that was disabled, so that programs can use it again. Needs the
        account holder's own login and password; API credentials are refused.

        Args:
            id: Id of the API credential.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out. Needs the account login:
        ``client.with_auth(...)``.

        ``POST /me/api/credentials/{id}/enable``, operation ``enableApiCredentials``.
        """
        return await self._client.call(ops.ENABLE_API_CREDENTIALS, path={"id": id})

"""The methods of ``client.keywords``, to be awaited."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.client import AsyncResource
from ..operations import keywords as ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._runtime.models.fields import Fields
    from .._runtime.paging import AsyncPager
    from ..models._shared import TextInboundConfig
    from ..models.keywords import KeywordConfig, KeywordLease, KeywordList
    from ..types import TextInboundConfigDict


class AsyncKeywordsResource(AsyncResource):
    """Keywords that people text to a short code: find free ones and manage those you lease.

    The methods of ``client.keywords``.
    """

    @cached_property
    def configs(self) -> AsyncKeywordsConfigsResource:
        """The methods below ``client.keywords.configs``."""
        return AsyncKeywordsConfigsResource(self._client)

    @cached_property
    def leases(self) -> AsyncKeywordsLeasesResource:
        """The methods below ``client.keywords.leases``."""
        return AsyncKeywordsLeasesResource(self._client)

    async def find(self, *, keywords: Sequence[str] | None = None) -> KeywordList:
        """Find free keywords.

        Tells which of the given keywords can be bought: those that are free are returned, the
        others are missing. Buy them with `orders.order_keywords`.

        Args:
            keywords: Keywords to look up, at least one. Each has letters and digits only, 3 to 64
                characters, e.g. SUN.

        Returns:
            The keywords that are free, each with its short code.

        Retried after a lost connection or a temporary error.

        ``GET /keywords``, operation ``findKeywords``.
        """
        return await self._client.call(ops.FIND_KEYWORDS, query={"keywords": keywords})

    async def is_available(self, keyword: str) -> bool:
        """Check one keyword.

        Tells whether a keyword can be bought. Use `keywords.find` to check several at once.

        Args:
            keyword: The keyword, letters and digits only, 3 to 64 characters, e.g. SUN.

        Returns:
            `True` if the keyword is free, `False` if it is taken; the bare value is the whole body.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /keywords/{keyword}/available``, operation ``isKeywordAvailable``.
        """
        return await self._client.call(ops.IS_KEYWORD_AVAILABLE, path={"keyword": keyword})


class AsyncKeywordsConfigsResource(AsyncResource):
    """The methods of ``client.keywords.configs``."""

    def find(
        self,
        *,
        filter: str | None = None,
        label_name: str | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[KeywordConfig]:
        """Find keyword settings.

        Finds the text-forwarding settings of the keywords your account leases.

        Args:
            filter: Only keywords with this text in the keyword itself or in one of its labels.
            label_name: Only keywords that have a label of exactly this name.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(keyword,textInboundConfig)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 20 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page whose items are keyword settings: `keyword` and `text_inbound_config`. Iterate
            it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /keywords/leases/configs``, operation ``findKeywordLeaseConfigs``.
        """
        return self._client.page(
            ops.FIND_KEYWORD_LEASE_CONFIGS,
            query={
                "filter": filter,
                "labelName": label_name,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    async def get(self, keyword: str, *, fields: Fields | None = None) -> KeywordConfig:
        """Get a keyword's settings.

        Reads whether, and to which number, texts received for a keyword are forwarded.

        Args:
            keyword: The leased keyword, e.g. SUN.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `keyword,textInboundConfig(forwardEnabled,forwardNumber)`.
                Whatever is not named is left out of the response. Accepts a list or a dict of
                names, too.

        Returns:
            The settings of the keyword.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /keywords/leases/configs/{keyword}``, operation ``getKeywordLeaseConfig``.
        """
        return await self._client.call(
            ops.GET_KEYWORD_LEASE_CONFIG, path={"keyword": keyword}, query={"fields": fields}
        )

    async def update(
        self,
        keyword: str,
        *,
        body_keyword: str | None = None,
        text_inbound_config: TextInboundConfig | TextInboundConfigDict | None = None,
    ) -> None:
        """Update a keyword's settings.

        Switches the forwarding of received texts on or off for a keyword and sets the number they
        go to.

        Args:
            keyword: The leased keyword, e.g. SUN.
            body_keyword: The keyword, 3 to 64 letters and digits.
            text_inbound_config: Whether and where incoming texts are forwarded.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /keywords/leases/configs/{keyword}``, operation ``updateKeywordLeaseConfig``.
        """
        return await self._client.call(
            ops.UPDATE_KEYWORD_LEASE_CONFIG,
            path={"keyword": keyword},
            body={"keyword": body_keyword, "textInboundConfig": text_inbound_config},
        )


class AsyncKeywordsLeasesResource(AsyncResource):
    """The methods of ``client.keywords.leases``."""

    def find(
        self,
        *,
        filter: str | None = None,
        label_name: str | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[KeywordLease]:
        """Find owned keywords.

        Finds the keywords your account leases, each with its short code, period and renewal
        settings.

        Args:
            filter: Only keywords with this text in the keyword itself or in one of its labels.
            label_name: Only keywords that have a label of exactly this name.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(keyword,status,leaseEnd)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of keyword leases. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /keywords/leases``, operation ``findKeywordLeases``.
        """
        return self._client.page(
            ops.FIND_KEYWORD_LEASES,
            query={
                "filter": filter,
                "labelName": label_name,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    async def get_by_id(self, id: int, *, fields: Fields | None = None) -> KeywordLease:
        """Get an owned keyword by id.

        Reads one keyword that your account leases, found by its id. Use `keywords.leases.get` when
        you know the keyword itself.

        Args:
            id: Numeric id of the leased keyword.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `keyword,status,leaseEnd`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The keyword lease.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /keywords/leases/id/{id}``, operation ``getKeywordLeaseById``.
        """
        return await self._client.call(
            ops.GET_KEYWORD_LEASE_BY_ID, path={"id": id}, query={"fields": fields}
        )

    async def get(self, keyword: str, *, fields: Fields | None = None) -> KeywordLease:
        """Get an owned keyword.

        Reads one keyword that your account leases: its short code, period, renewal and opt-in
        settings.

        Args:
            keyword: The leased keyword, e.g. SUN.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `keyword,status,leaseEnd`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The keyword lease.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /keywords/leases/{keyword}``, operation ``getKeywordLease``.
        """
        return await self._client.call(
            ops.GET_KEYWORD_LEASE, path={"keyword": keyword}, query={"fields": fields}
        )

    async def update(
        self,
        keyword: str,
        *,
        auto_renew: bool | None = None,
        contact_list_id: int | None = None,
        double_opt_in_enabled: bool | None = None,
        body_keyword: str | None = None,
        labels: Sequence[str] | None = None,
        opt_in_confirmation_message: str | None = None,
    ) -> None:
        """Update an owned keyword.

        Changes a leased keyword: automatic renewal, double opt-in with its confirmation text, and
        the contact list that people join by texting it.

        Args:
            keyword: The leased keyword, e.g. SUN.
            auto_renew: Whether the lease is renewed, and charged, at the end of each billing cycle.
            contact_list_id: ID of the contact list connected to the keyword.
            double_opt_in_enabled: Whether people must confirm before they count as opted in.
            body_keyword: The keyword, 3 to 64 letters and digits.
            labels: Labels of the keyword.
            opt_in_confirmation_message: Text sent to confirm an opt-in.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /keywords/leases/{keyword}``, operation ``updateKeywordLease``.
        """
        return await self._client.call(
            ops.UPDATE_KEYWORD_LEASE,
            path={"keyword": keyword},
            body={
                "autoRenew": auto_renew,
                "contactListId": contact_list_id,
                "doubleOptInEnabled": double_opt_in_enabled,
                "keyword": body_keyword,
                "labels": labels,
                "optInConfirmationMessage": opt_in_confirmation_message,
            },
        )

"""The methods of ``client.numbers``, to be awaited."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.client import AsyncResource
from ..operations import numbers as ops

if TYPE_CHECKING:
    from .._runtime.models.fields import Fields
    from .._runtime.paging import AsyncPager
    from ..models._shared import TextInboundConfig
    from ..models.numbers import (
        CallTrackingConfig,
        IvrInboundConfig,
        NumberConfig,
        NumberLease,
        NumberList,
        Region,
    )
    from ..types import (
        CallTrackingConfigDict,
        FeatureStatusValue,
        IvrInboundConfigDict,
        NumberConfigTypeValue,
        TextInboundConfigDict,
    )


class AsyncNumbersResource(AsyncResource):
    """Phone numbers: find free ones, and manage those you lease along with what they do when
    called.

    The methods of ``client.numbers``.
    """

    @cached_property
    def configs(self) -> AsyncNumbersConfigsResource:
        """The methods below ``client.numbers.configs``."""
        return AsyncNumbersConfigsResource(self._client)

    @cached_property
    def leases(self) -> AsyncNumbersLeasesResource:
        """The methods below ``client.numbers.leases``."""
        return AsyncNumbersLeasesResource(self._client)

    async def find_local(
        self,
        *,
        limit: int | None = None,
        prefix: str | None = None,
        city: str | None = None,
        state: str | None = None,
        zipcode: str | None = None,
        fields: Fields | None = None,
    ) -> NumberList:
        """Find free local numbers.

        Finds local phone numbers that can be bought with `orders.order_numbers`. At least one of
        `prefix`, `city`, `state` and `zipcode` is required; when a zip code has no free number,
        those of the nearest zip codes are returned. The response is a plain list: there are no
        further pages, so raise `limit` to see more.

        Args:
            limit: How many numbers to return, at most. The server uses 100 when this is left out.
            prefix: Only numbers that begin with these 4 to 7 digits, country code included, e.g.
                14245.
            city: Only numbers of this city, e.g. Los Angeles.
            state: Only numbers of this state, given by its two-letter code, e.g. CA.
            zipcode: Only numbers of this five-digit zip code, e.g. 90401.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(number,region(city))`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The free local numbers.

        Retried after a lost connection or a temporary error.

        ``GET /numbers/local``, operation ``findNumbersLocal``.
        """
        return await self._client.call(
            ops.FIND_NUMBERS_LOCAL,
            query={
                "limit": limit,
                "prefix": prefix,
                "city": city,
                "state": state,
                "zipcode": zipcode,
                "fields": fields,
            },
        )

    def find_regions(
        self,
        *,
        prefix: str | None = None,
        city: str | None = None,
        state: str | None = None,
        zipcode: str | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[Region]:
        """Find number regions.

        Finds the regions that phone numbers belong to: prefix, city, state, zip code and time zone.
        Use them as filters in `numbers.find_local` and `orders.order_numbers`.

        Args:
            prefix: Only regions whose numbers begin with these 4 to 7 digits, country code
                included, e.g. 14245.
            city: Only regions of this city, e.g. Los Angeles.
            state: Only regions of this state, given by its two-letter code, e.g. CA.
            zipcode: Only regions of this five-digit zip code, e.g. 90401.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(prefix,city,zipcode)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of regions. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /numbers/regions``, operation ``findNumberRegions``.
        """
        return self._client.page(
            ops.FIND_NUMBER_REGIONS,
            query={
                "prefix": prefix,
                "city": city,
                "state": state,
                "zipcode": zipcode,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    async def find_tollfree(
        self, *, pattern: str | None = None, limit: int | None = None, fields: Fields | None = None
    ) -> NumberList:
        """Find free toll-free numbers.

        Finds toll-free phone numbers that can be bought with `orders.order_numbers`. The response
        is a plain list: there are no further pages, so raise `limit` to see more.

        Args:
            pattern: How the number begins: exactly three characters, ending with `*`, e.g. `8**` or
                `87*`. A full prefix such as 855 is refused.
            limit: How many numbers to return, at most. The server uses 100 when this is left out.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(number,nationalFormat)`. Whatever is not named is left out
                of the response. Accepts a list or a dict of names, too.

        Returns:
            The free toll-free numbers.

        Retried after a lost connection or a temporary error.

        ``GET /numbers/tollfree``, operation ``findNumbersTollfree``.
        """
        return await self._client.call(
            ops.FIND_NUMBERS_TOLLFREE, query={"pattern": pattern, "limit": limit, "fields": fields}
        )


class AsyncNumbersConfigsResource(AsyncResource):
    """The methods of ``client.numbers.configs``."""

    def find(
        self,
        *,
        prefix: str | None = None,
        city: str | None = None,
        state: str | None = None,
        zipcode: str | None = None,
        label_name: str | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[NumberConfig]:
        """Find number settings.

        Finds what your leased numbers do with incoming calls: call tracking or an IVR dialplan.

        Args:
            prefix: Only numbers that begin with these 4 to 7 digits, country code included, e.g.
                14245.
            city: Only numbers of this city, e.g. Los Angeles.
            state: Only numbers of this state, given by its two-letter code, e.g. CA.
            zipcode: Only numbers of this five-digit zip code, e.g. 90401.
            label_name: Only numbers that have a label of this name.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(number,configType)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of number settings. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /numbers/leases/configs``, operation ``findNumberLeaseConfigs``.
        """
        return self._client.page(
            ops.FIND_NUMBER_LEASE_CONFIGS,
            query={
                "prefix": prefix,
                "city": city,
                "state": state,
                "zipcode": zipcode,
                "labelName": label_name,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    async def get(self, number: str, *, fields: Fields | None = None) -> NumberConfig:
        """Get a number's settings.

        Reads what a leased number does with incoming calls: call tracking or an IVR dialplan.

        Args:
            number: The leased number: 11 digits without `+`, e.g. 12135551122.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `number,configType,callTrackingConfig(transferNumbers)`. Whatever
                is not named is left out of the response. Accepts a list or a dict of names, too.

        Returns:
            The settings of the number.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /numbers/leases/configs/{number}``, operation ``getNumberLeaseConfig``.
        """
        return await self._client.call(
            ops.GET_NUMBER_LEASE_CONFIG, path={"number": number}, query={"fields": fields}
        )

    async def update(
        self,
        number: str,
        *,
        call_tracking_config: CallTrackingConfig | CallTrackingConfigDict | None = None,
        config_type: NumberConfigTypeValue | None = None,
        ivr_inbound_config: IvrInboundConfig | IvrInboundConfigDict | None = None,
        body_number: str | None = None,
        text_inbound_config: TextInboundConfig | TextInboundConfigDict | None = None,
    ) -> None:
        """Update a number's settings.

        Decides what a leased number does with incoming calls. Call tracking passes them on to your
        phones and can record, screen or take messages; an IVR dialplan talks to the caller itself.

        Args:
            number: The leased number: 11 digits without `+`, e.g. 12135551122.
            call_tracking_config: Settings for call tracking; needed when `config_type` is TRACKING.
            config_type: How incoming calls are handled. TRACKING: as `call_tracking_config` states.
                IVR: by the script in `ivr_inbound_config`.
            ivr_inbound_config: Script for incoming calls; needed when `config_type` is IVR.
            body_number: The number, 11 digits without +, e.g. 12135551122.
            text_inbound_config: Whether and where incoming texts are forwarded.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /numbers/leases/configs/{number}``, operation ``updateNumberLeaseConfig``.
        """
        return await self._client.call(
            ops.UPDATE_NUMBER_LEASE_CONFIG,
            path={"number": number},
            body={
                "callTrackingConfig": call_tracking_config,
                "configType": config_type,
                "ivrInboundConfig": ivr_inbound_config,
                "number": body_number,
                "textInboundConfig": text_inbound_config,
            },
        )


class AsyncNumbersLeasesResource(AsyncResource):
    """The methods of ``client.numbers.leases``."""

    def find(
        self,
        *,
        prefix: str | None = None,
        city: str | None = None,
        state: str | None = None,
        zipcode: str | None = None,
        label_name: str | None = None,
        toll_free: bool | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[NumberLease]:
        """Find owned numbers.

        Finds the phone numbers your account leases, each with its period, region and features.

        Args:
            prefix: Only numbers that begin with these 4 to 7 digits, country code included, e.g.
                14245.
            city: Only numbers of this city, e.g. Los Angeles.
            state: Only numbers of this state, given by its two-letter code, e.g. CA.
            zipcode: Only numbers of this five-digit zip code, e.g. 90401.
            label_name: Only numbers that have a label of this name.
            toll_free: `True` for toll-free numbers, `False` for local ones. Leave it out for both.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(number,leaseEnd,region(city))`. Whatever is not named is
                left out of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of number leases. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /numbers/leases``, operation ``findNumberLeases``.
        """
        return self._client.page(
            ops.FIND_NUMBER_LEASES,
            query={
                "prefix": prefix,
                "city": city,
                "state": state,
                "zipcode": zipcode,
                "labelName": label_name,
                "tollFree": toll_free,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    async def get(self, number: str, *, fields: Fields | None = None) -> NumberLease:
        """Get an owned number.

        Reads one phone number that your account leases: its period, region, renewal and features.

        Args:
            number: The leased number: 11 digits without `+`, e.g. 12135551122.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `number,status,leaseEnd`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The number lease.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /numbers/leases/{number}``, operation ``getNumberLease``.
        """
        return await self._client.call(
            ops.GET_NUMBER_LEASE, path={"number": number}, query={"fields": fields}
        )

    async def update(
        self,
        number: str,
        *,
        auto_renew: bool | None = None,
        call_feature_status: FeatureStatusValue | None = None,
        body_number: str | None = None,
        text_feature_status: FeatureStatusValue | None = None,
    ) -> None:
        """Update an owned number.

        Switches a leased number's automatic renewal, calls and texts on or off; nothing else can be
        changed here.

        Args:
            number: The leased number: 11 digits without `+`, e.g. 12135551122.
            auto_renew: Whether the lease is renewed, and charged, at the end of each billing cycle.
            call_feature_status: Whether the number can be used for calls. Set ENABLED or DISABLED;
                PENDING and UNSUPPORTED come from the server.
            body_number: The number, 11 digits without +, e.g. 12135551122.
            text_feature_status: Whether the number can be used for texts. Set ENABLED or DISABLED;
                PENDING and UNSUPPORTED come from the server.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /numbers/leases/{number}``, operation ``updateNumberLease``.
        """
        return await self._client.call(
            ops.UPDATE_NUMBER_LEASE,
            path={"number": number},
            body={
                "autoRenew": auto_renew,
                "callFeatureStatus": call_feature_status,
                "number": body_number,
                "textFeatureStatus": text_feature_status,
            },
        )

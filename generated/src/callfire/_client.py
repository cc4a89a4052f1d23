"""The clients: credentials, options, and the resources as properties."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from . import errors
from ._runtime.client import AsyncClient, SyncClient
from ._runtime.core.options import Auth, Settings
from .operations import by_id

if TYPE_CHECKING:
    from typing import Unpack

    from ._runtime.core.options import ClientOptions
    from .aio.calls import AsyncCallsResource
    from .aio.campaigns import AsyncCampaignsResource
    from .aio.contacts import AsyncContactsResource
    from .aio.keywords import AsyncKeywordsResource
    from .aio.me import AsyncMeResource
    from .aio.media import AsyncMediaResource
    from .aio.numbers import AsyncNumbersResource
    from .aio.orders import AsyncOrdersResource
    from .aio.reports import AsyncReportsResource
    from .aio.texts import AsyncTextsResource
    from .aio.webhooks import AsyncWebhooksResource
    from .resources.calls import CallsResource
    from .resources.campaigns import CampaignsResource
    from .resources.contacts import ContactsResource
    from .resources.keywords import KeywordsResource
    from .resources.me import MeResource
    from .resources.media import MediaResource
    from .resources.numbers import NumbersResource
    from .resources.orders import OrdersResource
    from .resources.reports import ReportsResource
    from .resources.texts import TextsResource
    from .resources.webhooks import WebhooksResource

__all__ = ["AsyncCallFire", "CallFire", "errors"]

SETTINGS = Settings(
    name="callfire",
    version="0.1.0",
    base_url="https://api.callfire.com/v2",
    env_prefix="CALLFIRE",
    auth=Auth(kind="basic"),
    verify=lambda: by_id("getAccount"),
)
"""What the runtime must know of this API."""


class CallFire(SyncClient):
    """The client of the CallFire API.

        with CallFire("your login", "your password") as client:
            ...

    Args:
        login: The login. Default: ``CALLFIRE_LOGIN`` of the environment, when neither is given.
        password: Its password. Default: ``CALLFIRE_PASSWORD`` of the environment, when neither is
            given.
        **options: Base address, timeouts, retries, hooks and more; see `ClientOptions`.
    """

    def __init__(
        self,
        login: str | None = None,
        password: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(SETTINGS, login, password, **options)

    @cached_property
    def calls(self) -> CallsResource:
        """Call people, one by one or in broadcasts, find the calls made and received, and fetch
        their recordings.
        """
        from .resources.calls import CallsResource

        return CallsResource(self)

    @cached_property
    def campaigns(self) -> CampaignsResource:
        """Sounds played in calls, and the batches of recipients inside call and text broadcasts."""
        from .resources.campaigns import CampaignsResource

        return CampaignsResource(self)

    @cached_property
    def contacts(self) -> ContactsResource:
        """Contacts, contact lists, and the numbers that must not be called or texted."""
        from .resources.contacts import ContactsResource

        return ContactsResource(self)

    @cached_property
    def keywords(self) -> KeywordsResource:
        """Keywords that people text to a short code: find free ones and manage those you lease."""
        from .resources.keywords import KeywordsResource

        return KeywordsResource(self)

    @cached_property
    def me(self) -> MeResource:
        """Your account, its credits, its verified caller ids and its API credentials."""
        from .resources.me import MeResource

        return MeResource(self)

    @cached_property
    def media(self) -> MediaResource:
        """Pictures, sounds and videos to send along with texts."""
        from .resources.media import MediaResource

        return MediaResource(self)

    @cached_property
    def numbers(self) -> NumbersResource:
        """Phone numbers: find free ones, and manage those you lease along with what they do when
        called.
        """
        from .resources.numbers import NumbersResource

        return NumbersResource(self)

    @cached_property
    def orders(self) -> OrdersResource:
        """Buy phone numbers and keywords, and follow the orders."""
        from .resources.orders import OrdersResource

        return OrdersResource(self)

    @cached_property
    def reports(self) -> ReportsResource:
        """Reports on the delivery of texts."""
        from .resources.reports import ReportsResource

        return ReportsResource(self)

    @cached_property
    def texts(self) -> TextsResource:
        """Text people, one by one or in broadcasts, find the texts sent and received, and set up
        auto replies.
        """
        from .resources.texts import TextsResource

        return TextsResource(self)

    @cached_property
    def webhooks(self) -> WebhooksResource:
        """Have CallFire notify your own server when something happens, such as a text coming in
        or a broadcast ending.
        """
        from .resources.webhooks import WebhooksResource

        return WebhooksResource(self)


class AsyncCallFire(AsyncClient):
    """The async client of the CallFire API.

        async with AsyncCallFire("your login", "your password") as client:
            ...

    Args:
        login: The login. Default: ``CALLFIRE_LOGIN`` of the environment, when neither is given.
        password: Its password. Default: ``CALLFIRE_PASSWORD`` of the environment, when neither is
            given.
        **options: Base address, timeouts, retries, hooks and more; see `ClientOptions`.
    """

    def __init__(
        self,
        login: str | None = None,
        password: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(SETTINGS, login, password, **options)

    @cached_property
    def calls(self) -> AsyncCallsResource:
        """Call people, one by one or in broadcasts, find the calls made and received, and fetch
        their recordings.
        """
        from .aio.calls import AsyncCallsResource

        return AsyncCallsResource(self)

    @cached_property
    def campaigns(self) -> AsyncCampaignsResource:
        """Sounds played in calls, and the batches of recipients inside call and text broadcasts."""
        from .aio.campaigns import AsyncCampaignsResource

        return AsyncCampaignsResource(self)

    @cached_property
    def contacts(self) -> AsyncContactsResource:
        """Contacts, contact lists, and the numbers that must not be called or texted."""
        from .aio.contacts import AsyncContactsResource

        return AsyncContactsResource(self)

    @cached_property
    def keywords(self) -> AsyncKeywordsResource:
        """Keywords that people text to a short code: find free ones and manage those you lease."""
        from .aio.keywords import AsyncKeywordsResource

        return AsyncKeywordsResource(self)

    @cached_property
    def me(self) -> AsyncMeResource:
        """Your account, its credits, its verified caller ids and its API credentials."""
        from .aio.me import AsyncMeResource

        return AsyncMeResource(self)

    @cached_property
    def media(self) -> AsyncMediaResource:
        """Pictures, sounds and videos to send along with texts."""
        from .aio.media import AsyncMediaResource

        return AsyncMediaResource(self)

    @cached_property
    def numbers(self) -> AsyncNumbersResource:
        """Phone numbers: find free ones, and manage those you lease along with what they do when
        called.
        """
        from .aio.numbers import AsyncNumbersResource

        return AsyncNumbersResource(self)

    @cached_property
    def orders(self) -> AsyncOrdersResource:
        """Buy phone numbers and keywords, and follow the orders."""
        from .aio.orders import AsyncOrdersResource

        return AsyncOrdersResource(self)

    @cached_property
    def reports(self) -> AsyncReportsResource:
        """Reports on the delivery of texts."""
        from .aio.reports import AsyncReportsResource

        return AsyncReportsResource(self)

    @cached_property
    def texts(self) -> AsyncTextsResource:
        """Text people, one by one or in broadcasts, find the texts sent and received, and set up
        auto replies.
        """
        from .aio.texts import AsyncTextsResource

        return AsyncTextsResource(self)

    @cached_property
    def webhooks(self) -> AsyncWebhooksResource:
        """Have CallFire notify your own server when something happens, such as a text coming in
        or a broadcast ending.
        """
        from .aio.webhooks import AsyncWebhooksResource

        return AsyncWebhooksResource(self)

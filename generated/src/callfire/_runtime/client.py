"""What a generated client is built on: both clients, their resources, and what sets them up."""

from .client_async import AsyncClient, AsyncResource
from .client_sync import SyncClient, SyncResource
from .messages import Timeout
from .settings import Auth, ClientOptions, Settings

__all__ = [
    "AsyncClient",
    "AsyncResource",
    "Auth",
    "ClientOptions",
    "Settings",
    "SyncClient",
    "SyncResource",
    "Timeout",
]

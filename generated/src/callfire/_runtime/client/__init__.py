"""What a generated client is built on: both clients, their resources, and what sets them up."""

from ..core.messages import Timeout
from ..core.options import Auth, ClientOptions, Settings
from .async_ import AsyncClient, AsyncResource
from .sync import SyncClient, SyncResource

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

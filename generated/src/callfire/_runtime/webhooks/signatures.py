"""Signs and checks bodies of webhooks: HMAC over the raw bytes, compared in constant time."""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, TypeAlias


class Unverified(Enum):
    """The one value of this states that a body may be read without a signature."""

    UNVERIFIED = "unverified"

    def __repr__(self) -> str:
        return self.name


UNVERIFIED: Final = Unverified.UNVERIFIED
"""Stands in for the secret where bodies are to be read without a check, as for webhooks without a secret."""

Bytes: TypeAlias = bytes | bytearray | memoryview
Secret: TypeAlias = str | bytes | Sequence[str | bytes]
"""A secret, or several of which one has to fit: the new and the old while they are changed."""


@dataclass(frozen=True, slots=True)
class Signer:
    """How an API signs what it posts.

    Attributes:
        header: The header that carries the signature.
        algorithm: The hash of the HMAC, by its ``hashlib`` name.
        encoding: ``base64`` or ``hex``.
    """

    header: str
    algorithm: str = "sha256"
    encoding: Literal["base64", "hex"] = "hex"

    def sign(self, body: Bytes, secret: str | bytes) -> str:
        """Sign a body as the API does; for tests of your own receiver.

        Args:
            body: The raw bytes.
            secret: The webhook's secret.

        Returns:
            The value of the signature header.
        """
        (key,) = _keys(secret)
        return self._signature(raw_bytes(body), key)

    def verify(self, body: Bytes, signature: str | bytes | None, secret: Secret) -> bool:
        """Return whether a signature fits, in the same time whatever is wrong with it.

        Args:
            body: The raw bytes as received: not parsed, not decoded, not written anew.
            signature: The value of the signature header; None where there is none.
            secret: The webhook's secret, or several of which one has to fit.
        """
        given, raw = header_value(signature), raw_bytes(body)
        fits = [
            hmac.compare_digest(self._signature(raw, key).encode(), given) for key in _keys(secret)
        ]
        return any(fits)

    def _signature(self, body: bytes, key: bytes) -> str:
        digest = hmac.new(key, body, self.algorithm).digest()
        if self.encoding == "hex":
            return digest.hex()
        return base64.b64encode(digest).decode("ascii")


def raw_bytes(body: object) -> bytes:
    """Make sure that a body is what came over the wire."""
    if isinstance(body, bytes):
        return body
    if isinstance(body, bytearray | memoryview):
        return bytes(body)
    raise TypeError(
        f"body must be the raw bytes of the request, not {type(body).__name__}: a signature covers bytes, "
        "and text or parsed JSON written anew may differ from them"
    )


def header_value(signature: object) -> bytes:
    """The signature as bytes; b"" where it is missing, which fits nothing."""
    if signature is None:
        return b""
    if isinstance(signature, bytes):
        return signature.strip(b" \t")
    if isinstance(signature, str):
        return signature.strip(" \t").encode("utf-8", "surrogatepass")
    raise TypeError(f"signature must be the header's value, not {type(signature).__name__}")


def _keys(secret: object) -> list[bytes]:
    """The secrets as bytes; a missing or empty one is a mistake in the set-up and never fits anything."""
    if isinstance(secret, str | bytes):
        keys = [secret.encode() if isinstance(secret, str) else secret]
    elif isinstance(secret, Sequence) and not isinstance(secret, bytearray | memoryview):
        keys = [key for one in secret for key in _keys(one)]
    else:
        raise TypeError(
            f"secret must be text, bytes or several of them, not {secret!r}; to read a body without a "
            "check, pass UNVERIFIED"
            if secret is None
            else f"secret must be text, bytes or several of them, not {type(secret).__name__}"
        )
    if not keys or not all(keys):
        raise ValueError("the secret is empty")
    return keys

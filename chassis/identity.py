"""Who asks: people signed in by OpenID Connect, machines with OAuth2 bearer tokens."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chassis.errors import CsprError, Transient

ALGORITHMS = ["RS256", "ES256", "PS256"]
CLOCK_SKEW_S = 60
KEYS_LIVE_S = 3600
MISSES_PER_MINUTE_MAX = 6
HTTP_S_MAX = 10


class NotSignedIn(CsprError):
    """No token or session, or one that does not hold."""


class _Claims(BaseModel):
    """What is taken of a token's claims; another shape is an error of the provider's settings."""

    model_config = ConfigDict(strict=True, extra="ignore")

    sub: str
    name: str = ""
    roles: frozenset[str] = Field(frozenset(), strict=False)
    organisation: str | None = None
    organisation_kind: str | None = None
    partnerships: frozenset[str] = Field(frozenset(), strict=False)
    regions: frozenset[str] = Field(frozenset(), strict=False)
    authorities: frozenset[str] = Field(frozenset(), strict=False)


@dataclass(frozen=True)
class Actor:
    """A person or a system, with what they are at this moment."""

    id: str
    name: str
    kind: str
    roles: frozenset[str]
    organisation: str | None = None
    organisation_kind: str | None = None
    partnerships: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()

    @classmethod
    def from_claims(cls, claims: Mapping[str, Any]) -> Self:
        """An actor from verified claims; only what is known is taken. Raises NotSignedIn."""
        try:
            told = _Claims.model_validate({n: v for n, v in claims.items() if v is not None})
        except ValidationError as error:
            named = ", ".join(sorted({str(one["loc"][0]) for one in error.errors()}))
            raise NotSignedIn(f"these claims can not be read: {named}") from None
        kind = "person" if told.name else "system"
        more = told.model_dump(exclude={"sub", "name"})
        return cls(id=f"{kind}:{told.sub}", name=told.name or told.sub, kind=kind, **more)

    def stored(self) -> dict[str, Any]:
        """As JSON for a session row."""
        return {k: sorted(v) if isinstance(v, frozenset) else v for k, v in asdict(self).items()}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Self:
        """Back from a session row."""
        known: dict[str, Any] = {
            k: frozenset(v) if isinstance(v, list) else v for k, v in stored.items()
        }
        return cls(**known)


@dataclass(frozen=True)
class Client:
    """This service, as the provider knows it."""

    id: str
    secret: str
    redirect_uri: str

    def opened(self) -> AsyncOAuth2Client:
        """An OAuth2 client for the code flow with PKCE."""
        return AsyncOAuth2Client(
            self.id,
            self.secret,
            scope="openid profile",
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the name of a way
            timeout=HTTP_S_MAX,
        )


class Provider:
    """An OpenID Connect provider: its endpoints and keys, fetched once and renewed."""

    def __init__(self, issuer: str, audience: str) -> None:
        """Tokens must come from ``issuer`` and be meant for ``audience``."""
        self._issuer, self._audience = issuer.rstrip("/"), audience
        self._metadata: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._fetching = asyncio.Lock()
        self._fetched_at = 0.0
        self._misses: list[float] = []

    async def metadata(self) -> dict[str, Any]:
        """The discovery document; raises Transient when the provider is away."""
        if not self._metadata:
            address = f"{self._issuer}/.well-known/openid-configuration"
            self._metadata = await _get_json(address)
        return self._metadata

    async def verify(
        self, token: str, *, audience: str | None = None, nonce: str | None = None
    ) -> dict[str, Any]:
        """The claims of a token that holds; raises NotSignedIn with the reason otherwise.

        Without a ``nonce`` it is to be an access token: an ID token tells who signed in, and opens nothing.
        """
        _check_shape(token)
        try:
            decoded = jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            decoded = await self._again(token)
        if not isinstance(decoded.claims, dict):
            raise NotSignedIn("the token holds no claims")
        self._check(decoded.claims, audience or self._audience, nonce)
        return decoded.claims

    async def sign_in_address(self, client: Client, kept: Mapping[str, str]) -> str:
        """Where a person goes to sign in; ``kept``: state, nonce and PKCE verifier of this attempt."""
        endpoint = (await self.metadata())["authorization_endpoint"]
        async with client.opened() as oauth:
            address, _ = oauth.create_authorization_url(
                endpoint,
                state=kept["state"],
                nonce=kept["nonce"],
                code_verifier=kept["verifier"],
            )
        return str(address)

    async def redeem(self, client: Client, code: str, kept: Mapping[str, str]) -> dict[str, Any]:
        """The claims behind a sign-in's code. Raises NotSignedIn, Transient."""
        endpoint = (await self.metadata())["token_endpoint"]
        try:
            async with client.opened() as oauth:
                answer = await oauth.fetch_token(
                    endpoint, code=code, code_verifier=kept["verifier"]
                )
        except OAuthError as error:
            raise NotSignedIn("the sign-in service did not accept the code") from error
        except httpx2.HTTPError as error:
            raise Transient("the sign-in service does not answer") from error
        token = answer.get("id_token", "")
        return await self.verify(token, audience=client.id, nonce=kept["nonce"])

    async def _again(self, token: str) -> jwt.Token:
        """Perhaps the keys have turned: look once more, but not at anybody's pace."""
        now = time.monotonic()
        self._misses = [at for at in self._misses if now - at < 60]
        if len(self._misses) >= MISSES_PER_MINUTE_MAX:
            raise NotSignedIn("the token's signature does not hold")
        self._misses.append(now)
        self._keys = None
        try:
            return jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            raise NotSignedIn("the token's signature does not hold") from None

    async def _key_set(self) -> KeySet:
        async with self._fetching:  # one asks the provider, the others take what it got
            if self._keys is None or time.monotonic() - self._fetched_at > KEYS_LIVE_S:
                address = (await self.metadata())["jwks_uri"]
                self._keys = KeySet.import_key_set(await _get_json(address))  # type: ignore[arg-type]
                self._fetched_at = time.monotonic()
            return self._keys

    def _check(self, claims: Mapping[str, Any], audience: str, nonce: str | None) -> None:
        wanted: dict[str, Any] = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": audience},
            "exp": {"essential": True},
            "sub": {"essential": True},
        }
        if nonce is not None:
            wanted["nonce"] = {"essential": True, "value": nonce}
        elif "nonce" in claims:
            raise NotSignedIn("this is an ID token; an access token is needed")
        try:
            jwt.JWTClaimsRegistry(leeway=CLOCK_SKEW_S, **wanted).validate(dict(claims))
        except (JoseError, ValueError, TypeError) as error:
            raise NotSignedIn(f"the token does not hold: {error}") from None


def _check_shape(token: str) -> None:
    """Turn away what no provider makes, before any key is looked for: it may come from anybody."""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError, AttributeError):
        raise NotSignedIn("the token can not be read") from None
    texts = all(isinstance(header.get(name, ""), str) for name in ("alg", "kid", "typ"))
    if not texts or "crit" in header:
        raise NotSignedIn("the token's header is not one that we take")


async def _get_json(address: str) -> dict[str, Any]:
    try:
        async with httpx2.AsyncClient(timeout=HTTP_S_MAX) as client:
            answer = await client.get(address)
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
            return found
    except httpx2.HTTPError as error:
        raise Transient("the sign-in service does not answer") from error

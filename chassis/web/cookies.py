"""Cookies: each service its own, unreadable for scripts, sent to this site alone."""

from fastapi.responses import Response

from chassis.settings import ServiceSettings


def cookie_name(settings: ServiceSettings, what: str = "session") -> str:
    """Each service its own: cookies do not tell ports apart."""
    name = f"cspr_{settings.service}_{what}"
    return f"__Host-{name}" if is_https(settings) else name


def is_https(settings: ServiceSettings) -> bool:
    """Whether browsers reach this service by https."""
    return settings.public_url.startswith("https://")


def set_cookie(
    answer: Response, settings: ServiceSettings, what: str, value: str, life_s: int
) -> None:
    """Give a browser a cookie for so long."""
    answer.set_cookie(
        cookie_name(settings, what),
        value,
        max_age=life_s,
        path="/",
        secure=is_https(settings),
        httponly=True,
        samesite="lax",
    )

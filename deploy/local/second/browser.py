"""A browser without a screen: someone signs in, as on the page of the provider, and looks at pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import httpx

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
HTML = {"accept": "text/html"}


@contextmanager
def signed_in(url: str, sub: str) -> Iterator[httpx.Client]:
    """A client with a session of one of the made-up people."""
    with httpx.Client(base_url=url, headers=HTML, follow_redirects=True, timeout=60) as client:
        choose = client.get("/desk")
        asked = {name: unescape(value) for name, value in HIDDEN.findall(choose.text)}
        client.post(str(choose.url.copy_with(query=None)), data={**asked, "sub": sub})
        yield client

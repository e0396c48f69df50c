"""The pages of the form, put together: what is a word of an address stands before what is a name."""

from fastapi import APIRouter

from services.notify.by_form import ByForm
from services.notify.notification.reading import Reading
from services.notify.web.as_sent import build_as_sent
from services.notify.web.before import build_before
from services.notify.web.first import build_first
from services.notify.web.form.authority import build_authority
from services.notify.web.form.check import build_check
from services.notify.web.form.children import build_children
from services.notify.web.form.drafts import build_drafts
from services.notify.web.form.hand_over import build_hand_over
from services.notify.web.form.step import build_step
from services.notify.web.mine import build_mine
from services.notify.web.one import build_one
from services.notify.web.position import build_position


def build_pages(by_form: ByForm, reading: Reading, public_url: str) -> list[APIRouter]:
    """All pages for people of authorities and partners."""
    return [
        build_first(),
        build_before(by_form.service),
        build_drafts(by_form),
        build_children(by_form),
        build_hand_over(by_form),
        build_check(by_form),
        build_authority(by_form),
        build_step(by_form),
        build_mine(by_form.notifications),
        build_position(by_form.notifications),
        build_one(by_form, reading, public_url),
        build_as_sent(by_form),
    ]

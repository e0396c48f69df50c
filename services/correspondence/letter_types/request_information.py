"""Request for information."""

from contracts.codes import Partner, View
from services.correspondence.letter_types.data import Asked
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample

REQUEST_INFORMATION = LetterType(
    code="request_information",
    title="Request for information",
    outcome="The Panel asks for more information before it gives its view",
    view="None yet: asks for information",
    needs=("asks",),
    sample=a_sample(
        national_candidate=False,
        partnership_view=View.NONE_REACHED,
        reasons="The partners have reached no decision, and the timing of the injuries is open.",
        advice="We suggest that you send what you have, and say when the rest comes.",
        asks=(
            Asked(1, tuple(Partner), "Your decision, with reasons against regulation 11."),
            Asked(2, (Partner.HEALTH,), "A paediatric opinion on the timing of the injuries."),
        ),
    ),
)

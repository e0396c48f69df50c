"""XML as its elements begin and end, and no more: no entities, no document types."""

from collections.abc import Callable
from xml.parsers import expat

from .items import Unreadable

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str, str], None]
DAMAGED = "This workbook is damaged. Open it in Excel, save it again, and send that."


def parser_of(start: Start, end: End) -> expat.XMLParserType:
    """Tells names without their prefix, and the words of innermost elements; knows no entities."""
    parser, words = expat.ParserCreate(), list[str]()

    def begins(name: str, said: dict[str, str]) -> None:
        words.clear()
        start(name.rpartition(":")[2], said)

    def ends(name: str) -> None:
        end(name.rpartition(":")[2], "".join(words))
        words.clear()

    def refuse(*_given: object) -> None:
        raise Unreadable(DAMAGED)

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.CharacterDataHandler = words.append
    parser.StartDoctypeDeclHandler = refuse
    return parser

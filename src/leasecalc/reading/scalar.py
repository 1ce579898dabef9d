"""What one value of a file is: a parser from its raw text, and what an editor should know about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.reading.suggest import did_you_mean, quoted
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST_TEXT = 2000


class ScalarFault(ValueError):
    """One value is refused: a code, one sentence without a full stop, and how to mend it."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@record
class Scalar:
    """Marker for ``Annotated[T, Scalar(...)]``: the field is read from raw text by ``parse``.

    ``pattern`` is a JSON-schema regular expression, ``description`` a noun phrase with its article ("an amount with its
    currency"), ``json_types`` the types that an editor may see in place of the text (``50`` is a number to it);
    text of more than ``longest`` characters is refused unread.
    """

    name: str
    parse: Callable[[str], Any]
    pattern: str
    examples: tuple[str, ...]
    description: str
    json_types: tuple[str, ...] = ("string",)
    choices: tuple[str, ...] = ()
    longest: int = LONGEST_TEXT

    def read(self, raw: object) -> Any:
        """Return the value of ``raw``, or raise `ScalarFault`."""
        if isinstance(raw, str) and 0 < len(raw) <= self.longest and not raw.isspace():
            return self.parse(raw)
        hint = f"for example `{self.examples[0]}`" if self.examples else ""
        if isinstance(raw, str) and len(raw) > self.longest:
            raise ScalarFault("LC228", f"expected {self.description}, found text of {len(raw)} characters", hint)
        if isinstance(raw, str):
            raise ScalarFault("LC201", f"expected {self.description}, found empty text", hint)
        if raw is None:
            raise ScalarFault("LC304", f"expected {self.description}, found nothing", hint)
        raise ScalarFault("LC303", f"expected {self.description}, found {found(raw)}", hint)

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> Any:
        """Validate with `read`, and hand code and hint on inside pydantic's error."""
        from pydantic_core import PydanticCustomError, core_schema

        def validate(raw: object) -> object:
            try:
                return self.read(raw)
            except ScalarFault as fault:
                context = {"message": fault.message, "hint": fault.hint}
                raise PydanticCustomError(fault.code, "{message}", context) from None

        return core_schema.no_info_plain_validator_function(validate)

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, Any]:
        """Describe the text (and what an editor makes of it) as JSON schema."""
        types: Any = self.json_types[0] if len(self.json_types) == 1 else list(self.json_types)
        described: dict[str, Any] = {"type": types, "description": self.description}
        if self.choices:
            described["enum"] = [*self.choices, *(int(c) for c in self.choices if c.isdigit())]
        elif self.pattern:
            described["pattern"] = self.pattern
        if self.examples:
            described["examples"] = list(self.examples)
        return described


def scalar(
    parse: Callable[[str], Any],
    *,
    pattern: str,
    examples: tuple[str, ...],
    description: str,
    json_types: tuple[str, ...] = ("string",),
    longest: int = LONGEST_TEXT,
) -> Scalar:
    """Make a `Scalar`; its name is that of ``parse``."""
    return Scalar(parse.__name__, parse, pattern, examples, description, json_types, (), longest)


def choice(values: Iterable[str | int]) -> Scalar:
    """Make the `Scalar` of ``Literal[values]``; integers are matched by their decimal text."""
    by_text = {str(value): value for value in values}

    def parse(text: str) -> str | int:
        if text in by_text:
            return by_text[text]
        hint = did_you_mean(text, by_text, otherwise="the choices are" if len(by_text) > 1 else "write")
        raise ScalarFault("LC227", f"{quoted(text)} is not one of the choices", hint)

    listed = tuple(by_text)
    words = " or ".join(f"`{word}`" for word in listed) if len(listed) <= 4 else f"one of {len(listed)} words"
    types = (
        ("string", "integer") if any(word.isdigit() for word in by_text) else ("string",)
    )  # an editor reads digits as a number
    return Scalar("choice", parse, "", listed[:1], words, types, listed)


def either(options: tuple[Scalar, ...]) -> Scalar:
    """Make the `Scalar` of a union: fixed words count first, then the first option that accepts the text.

    When none does, the fault is that of the last option which is no fixed list of words.
    """
    if len(options) == 1:
        return options[0]
    fixed = {word: option for option in options for word in option.choices}
    free = [option for option in options if not option.choices]
    speaker = free[-1] if free else choice(fixed)
    also = f"or write {' or '.join(f'`{word}`' for word in fixed)}" if fixed and free else ""

    def parse(text: str) -> object:
        if text in fixed:
            return fixed[text].parse(text)
        for option in free[:-1]:
            try:
                return option.parse(text)
            except ScalarFault:
                continue
        try:
            return speaker.parse(text)
        except ScalarFault as fault:
            raise ScalarFault(fault.code, fault.message, ", ".join(filter(None, (fault.hint, also)))) from None

    return Scalar(
        "either",
        parse,
        "|".join(f"(?:{option.pattern or _words_pattern(option.choices)})" for option in options),
        tuple(example for option in options for example in option.examples[:1]),
        " or ".join(option.description for option in options),
        tuple(dict.fromkeys(kind for option in options for kind in option.json_types)),
        longest=max(option.longest for option in options),
    )


def _words_pattern(words: tuple[str, ...]) -> str:
    import re

    return f"^({'|'.join(re.escape(word) for word in words)})$"


def found(raw: object) -> str:
    """Name the kind of a raw value for a message: text, a list, a map, nothing."""
    if raw is None:
        return "nothing"
    if isinstance(raw, str):
        return "text"
    return "a list" if isinstance(raw, list | tuple) else "a map"

"""Records: the first instances are filled without a compiled ``__init__``, later ones with it; nobody can tell them apart."""

from __future__ import annotations

import dataclasses
import importlib
import pickle
from typing import Any, ClassVar

import pytest
from program_source import FILES

from leasecalc.record_on_demand import compiled_init
from leasecalc.records import FrozenRecordError, field, record, replace


def kinds() -> tuple[Any, Any]:
    """Return two new record types, one the base of the other."""

    @record
    class Base:
        a: int
        b: str = "b"
        shared: ClassVar[str] = "no field"

    @record(kw_only=True)
    class Below(Base):
        c: tuple[int, ...] = ()
        d: list[int] = field(default_factory=list)
        e: int = field(default=7, init=False)
        seen: int = field(default=0, init=False, compare=False, repr=False)

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError("below zero")
            object.__setattr__(self, "seen", self.a + 1)

    return Base, Below


CALLS: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
    ((1,), {}),
    ((1, "x"), {"c": (2,), "d": [3]}),
    ((), {"b": "y", "a": 4}),
    ((), {}),
    ((1, "x", 3), {}),
    ((1,), {"a": 2}),
    ((1,), {"e": 2}),
    ((1,), {"unknown": 2}),
    ((-1,), {}),
)


def outcome(cls: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    try:
        made = cls(*arguments, **named)
    except (TypeError, ValueError) as error:
        return (type(error), str(error))
    return (repr(made), [getattr(made, name) for name in ("a", "b", *(("c", "d", "e", "seen") if hasattr(made, "c") else ()))])


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(("arguments", "named"), CALLS)
def test_first_and_later_instances_are_alike(which: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    early, late = kinds()[which], kinds()[which]
    late.__init__ = compiled_init(late)
    expected = outcome(late, arguments, named)
    assert [outcome(early, arguments, named) for _ in range(40)] == [expected] * 40


def test_an_early_instance_is_a_record_like_any_other() -> None:
    base, below = kinds()
    one, same, other = below(1, d=[1]), below(1, d=[1]), base(1)
    assert one == same != other
    assert hash(base(1)) == hash(other)
    assert one.d is not below(1).d
    assert replace(one, a=5).seen == 6
    assert [found.name for found in dataclasses.fields(below)] == ["a", "b", "c", "d", "e", "seen"]
    assert (base.__match_args__, below.__match_args__) == (("a", "b"), ("a", "b"))
    assert not hasattr(one, "__dict__")
    with pytest.raises(FrozenRecordError):
        one.a = 2


def test_every_record_of_the_program_compiles() -> None:
    """A default before a field without one would be found only by its thirteenth instance."""
    found = 0
    for name in FILES:
        module = importlib.import_module("leasecalc." + name.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
        for cls in vars(module).values():
            if isinstance(cls, type) and "__record_own__" in vars(cls):
                found += 1
                assert compiled_init(cls).__qualname__ == f"{cls.__qualname__}.__init__"
                assert pickle.loads(pickle.dumps(cls)) is cls  # noqa: S301 - our own
    assert found > 200

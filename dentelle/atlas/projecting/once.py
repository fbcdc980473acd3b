"""A property that is worked out once for each object.

``functools.cached_property`` is that from Python 3.12 on. Before, it holds one lock for all objects of a class while it works: a
thread that decides, and has the lock of the database, would wait for another that works out the same of something else and waits
for the database. Threads that ask at the same moment both work it out here, and find the same.
"""

import functools
import sys
from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

__all__ = ["cached_property"]

Value = TypeVar("Value", covariant=True)

if sys.version_info >= (3, 12):
    cached_property = functools.cached_property
else:

    class cached_property(Generic[Value]):  # noqa: N801 - named as what it stands for
        """As ``functools.cached_property`` of Python 3.12."""

        def __init__(self, made: Callable[[Any], Value]) -> None:
            self._made = made
            self.__doc__ = made.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        @overload
        def __get__(self, instance: None, owner: type) -> "cached_property[Value]": ...

        @overload
        def __get__(self, instance: object, owner: type | None = None) -> Value: ...

        def __get__(self, instance: object | None, owner: type | None = None) -> "Value | cached_property[Value]":
            if instance is None:
                return self
            found = instance.__dict__[self._name] = self._made(instance)
            return found

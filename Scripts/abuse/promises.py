"""What is promised: each a function that attacks, and says whether the promise was kept and which figure was reached."""

from dataclasses import dataclass
from typing import Callable

PROMISES = []


@dataclass
class Promise:
    name: str
    words: str
    attack: Callable


def promise(words):
    """The function takes the options of the run and returns whether the promise was kept, and the figure in words."""

    def add(attack):
        PROMISES.append(Promise(attack.__name__.replace("_", "-"), words, attack))
        return attack

    return add

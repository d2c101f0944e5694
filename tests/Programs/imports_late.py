import colorsys
import statistics
import unittest
from dataclasses import dataclass
import pickle


@dataclass
class Plant:
    name: str


print(pickle.loads(pickle.dumps(Plant("a"))), statistics.mean([1, 2, 3]), colorsys.rgb_to_hsv(1, 0, 0))

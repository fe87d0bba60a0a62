"""How scripts/make_land closes shore segments to rings along a bin's edge."""

import importlib.machinery
import importlib.util
import pathlib
import sys
import unittest

import numpy as np

sys.dont_write_bytecode = True
SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "make_land"
loader = importlib.machinery.SourceFileLoader("make_land", str(SCRIPT))
make_land = importlib.util.module_from_spec(importlib.util.spec_from_loader("make_land", loader))
loader.exec_module(make_land)


def area(ring):
    x, y = np.array(ring).T
    return 0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


class Rings(unittest.TestCase):
    def test_a_bin_without_shore_is_all_land_or_none(self):
        self.assertEqual(make_land.rings([], False), [])
        self.assertEqual(area(make_land.rings([], True)[0]), 1)

    def test_land_lies_left_of_the_shore(self):
        northward = (0, 2, np.array([[0.3, 0.0], [0.3, 1.0]]))
        self.assertAlmostEqual(area(make_land.rings([northward], False)[0]), 0.3)
        southward = (2, 0, np.array([[0.3, 1.0], [0.3, 0.0]]))
        self.assertAlmostEqual(area(make_land.rings([southward], False)[0]), 0.7)

    def test_a_strait_leaves_two_lands(self):
        west = (0, 2, np.array([[0.4, 0.0], [0.4, 1.0]]))
        east = (2, 0, np.array([[0.6, 1.0], [0.6, 0.0]]))
        self.assertEqual([round(area(r), 6) for r in make_land.rings([west, east], False)], [0.4, 0.4])

    def test_an_isthmus_is_one_land(self):
        west = (2, 0, np.array([[0.4, 1.0], [0.4, 0.0]]))
        east = (0, 2, np.array([[0.6, 0.0], [0.6, 1.0]]))
        self.assertEqual([round(area(r), 6) for r in make_land.rings([west, east], False)], [0.2])

    def test_a_corner_on_one_side(self):
        bay = (3, 3, np.array([[0.0, 0.2], [0.5, 0.5], [0.0, 0.8]]))
        self.assertAlmostEqual(sum(area(r) for r in make_land.rings([bay], False)), 0.15)


if __name__ == "__main__":
    unittest.main()

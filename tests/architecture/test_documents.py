"""Every relative link of the documents leads to a file."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Links(unittest.TestCase):
    def test_relative_links_lead_somewhere(self):
        for document in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("sample-data/*/README.md")):
            for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
                if "://" not in target:
                    self.assertTrue((document.parent / target).exists(), f"{document.relative_to(ROOT)}: {target}")


if __name__ == "__main__":
    unittest.main(verbosity=2)

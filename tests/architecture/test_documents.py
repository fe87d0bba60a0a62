"""Every relative link of the documents leads to a file; the reference names every key of project files and manifests."""

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


class Reference(unittest.TestCase):
    def words_of(self, files, pattern):
        files = sorted(ROOT.glob(files))
        return sorted({word for file in files for word in re.findall(pattern, file.read_text(encoding="utf-8"))})

    def test_every_key_and_word_of_a_project_file_is_described(self):
        text = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("interface.md", "inputs.md", "risk-method.md",
                                                                                         "dispersion.md", "sources.md"))
        words = self.words_of("mapgen/project/*.cpp", r'"([a-z][a-z0-9_-]*)"')
        self.assertGreater(len(words), 60)
        self.assertEqual([word for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", text)], [])

    def test_every_key_of_the_manifest_is_described(self):
        text = (ROOT / "docs/interface.md").read_text(encoding="utf-8")
        keys = self.words_of("mapgen/artefacts/manifest_writer.cpp", r'root\["([a-z_]+)"\]')
        self.assertGreater(len(keys), 20)
        self.assertEqual([key for key in keys if f"`{key}`" not in text], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)

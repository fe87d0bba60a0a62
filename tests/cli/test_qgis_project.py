"""The QGIS project of a run: every layer, styled as the run's SLDs say, relative paths, the same bytes again.
(bench/qgis/run opens it with QGIS.)"""

import hashlib
import io
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import copy_project, current, manifest, run  # noqa: E402

MARK = "示例数据·非真实"


def tag(node):
    return node.tag.rsplit("}", 1)[-1]


def read_project(folder):
    with zipfile.ZipFile(folder / "project.qgz") as archive:
        assert archive.testzip() is None
        return ElementTree.parse(io.BytesIO(archive.read("project.qgs"))).getroot()


class QgisProject(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        folder = Path(cls.temporary.name)
        cls.project, cls.output = copy_project(folder, cell_size=500, idw=True), folder / "out"
        cls.build()
        cls.root = manifest(cls.output)
        cls.run_folder = current(cls.output).resolve()
        cls.document = read_project(cls.run_folder)
        cls.layers = {layer.findtext("id"): layer for layer in cls.document.iter("maplayer")}

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def build(cls, *options):
        result = run("build", cls.project, "--output", cls.output, "--progress", "none", *options)
        assert result.returncode == 0, result.stderr

    def sources(self):
        return {layer.findtext("datasource") for layer in self.layers.values()}

    def test_every_layer_of_the_run_is_there_once(self):
        rasters = [s for s in map(lambda layer: layer.findtext("datasource"), self.layers.values()) if s.endswith(".tif")]
        self.assertEqual(sorted(rasters), sorted({"./" + layer["path"] for layer in self.root["layers"]}))
        for layer in self.root["vectors"]["layers"]:
            if layer["features"]:
                self.assertTrue(any(f"layername={layer['name']}" in s for s in self.sources()), layer["name"])

    def test_paths_are_relative_and_lead_to_files(self):
        for source in self.sources():
            self.assertTrue(source.startswith("./"), source)
            self.assertTrue((self.run_folder / source.split("|")[0]).is_file(), source)
        self.assertEqual(self.document.findtext("properties/Paths/Absolute"), "false")

    def test_the_tree_holds_every_layer_in_its_group(self):
        tree = self.document.find("layer-tree-group")
        groups = {group.get("name"): [leaf.get("id") for leaf in group] for group in tree.findall("layer-tree-group")}
        self.assertEqual(list(groups), ["叠加", "风险", "不确定性", "物质"])
        inner = [leaf.get("id") for leaf in tree.iter("layer-tree-layer")]
        self.assertEqual(sorted(inner), sorted(self.layers))
        self.assertIn("riskmap_risk_level_resident", groups["风险"])
        self.assertIn("riskmap_risk_level_upper_resident", groups["不确定性"])
        self.assertIn("riskmap_concentration_benzene", groups["物质"])
        self.assertIn("riskmap_vector_zones", groups["叠加"])
        self.assertLess(groups["风险"].index("riskmap_hatched_0_resident"), groups["风险"].index("riskmap_risk_level_resident"))
        for layer in self.layers:
            self.assertGreater(len(layer), 10, "QGIS replaces shorter ids, and the tree loses them")

    def test_colours_are_those_of_the_runs_styles(self):
        for entry in self.root["layers"]:
            layer = next(one for one in self.layers.values() if one.findtext("datasource") == "./" + entry["path"])
            sld = ElementTree.parse(self.run_folder / "styles" / entry["style"])
            expected = [node.get("color") for node in sld.iter() if tag(node) == "ColorMapEntry"]
            drawn = [node.get("color") for node in layer.iter() if node.tag in ("paletteEntry", "item")]
            self.assertCountEqual(drawn, expected, entry["id"])

    def test_the_unknown_is_hatched(self):
        hatched = self.layers["riskmap_hatched_0_resident"]
        self.assertIn("\"scenario\" = 'resident' AND \"level\" = 0", hatched.findtext("datasource"))
        self.assertEqual(hatched.find(".//symbol/layer").get("class"), "LinePatternFill")
        pale = {node.get("value"): node.get("alpha") for node in self.layers["riskmap_risk_level_resident"].iter("paletteEntry")}
        self.assertEqual((pale["0"], pale["4"]), ("60", "255"))

    def test_marks_and_crs(self):
        self.assertTrue(self.document.findtext("title").startswith(MARK))
        label = self.document.findtext("properties/TitleLabel/Label")
        self.assertIn(MARK, label)
        self.assertIn("未经地图审核,仅供内部使用", label)
        for crs in self.document.iter("spatialrefsys"):
            self.assertIn(crs.findtext("authid"), ("EPSG:4550", "EPSG:4326"))
            self.assertRegex(crs.findtext("wkt"), r"^(PROJ|GEOG)CRS\[")

    def test_the_same_inputs_give_the_same_bytes_and_the_manifest_has_their_digest(self):
        before = (self.run_folder / "project.qgz").read_bytes()
        entry = self.root["qgis_project"]
        self.assertEqual(entry, {"path": "project.qgz", "sha256": hashlib.sha256(before).hexdigest()})
        self.build("--force")
        self.assertNotEqual(current(self.output).resolve(), self.run_folder)
        self.assertEqual((current(self.output) / "project.qgz").read_bytes(), before)

    def test_an_internal_run_holds_what_is_restricted_too(self):
        self.assertEqual(self.root["audience"], "public")
        text = self.project.read_text(encoding="utf-8")
        self.project.write_text(text.replace('audience = "public"', 'audience = "internal"'), encoding="utf-8")
        self.addCleanup(self.project.write_text, text, encoding="utf-8")
        internal = self.output.parent / "internal"
        result = run("build", self.project, "--output", internal, "--progress", "none")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("stations", manifest(internal)["restricted"])
        sources = [layer.findtext("datasource") for layer in read_project(current(internal)).iter("maplayer")]
        for name in ("stations", "sources"):
            self.assertIn(f"./vectors.gpkg|layername={name}", sources)


if __name__ == "__main__":
    unittest.main(verbosity=2)

#!/usr/bin/python3
"""What a run says of enterprises leaves the server by no route, with a key or without; sources only with one."""

import hashlib
import json
import pathlib
import tempfile
import unittest

from osgeo import ogr

from live import RUN, LiveTest, Server, make_run

SECRET = "示例企业·风险码·仅供内部"
KEY = "open-sesame-0123456789"
FILES = ("enterprises/E1.html", "enterprises/E1.json", "enterprises/index.json", "tables/enterprises.csv",
         "tables/control-list.csv", "tables/control-list.xlsx", "vectors.gpkg")


class Enterprises(LiveTest):
    run_options = {"restricted": ["stations", "sources"]}
    config = f'[[keys]]\nname = "office"\nsha256 = "{hashlib.sha256(KEY.encode()).hexdigest()}"\n'

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-http-"))
        make_run.make(cls.folder, RUN, **cls.run_options)
        run = cls.folder / "current"
        for name in FILES[:-1]:
            (run / name).parent.mkdir(exist_ok=True)
            (run / name).write_text(SECRET, encoding="utf-8")
        (cls.folder / "releases.csv").write_text(SECRET, encoding="utf-8")
        cls.add_sources(run)
        cls.server = Server(cls.folder, config=cls.config)

    @staticmethod
    def add_sources(run):
        package = ogr.Open(str(run / "vectors.gpkg"), 1)
        layer = package.CreateLayer("sources", package.GetLayer(0).GetSpatialRef(), ogr.wkbPoint)
        for name in ("id", "enterprise", "code"):
            layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["id"], feature["enterprise"], feature["code"] = "S1", "E1", "red"
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (391000 3311600)"))
        layer.CreateFeature(feature)
        manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
        manifest["vectors"]["layers"].append({"name": "sources", "features": 1})
        (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    def test_no_route_leads_to_the_files(self):
        for key in ({}, {"Authorization": f"Bearer {KEY}"}):
            for name in (*FILES, "../../releases.csv"):
                for prefix in ("/", f"/runs/{RUN}/", "/base/", f"/runs/{RUN}/base/", "/base/../", "/base/%2e%2e/", "/assets/../",
                               "/assets/%2e%2e/"):
                    answer = self.get(prefix + name, **key)
                    self.assertIn(answer.status, (400, 404), prefix + name)
                    self.assertNotIn(SECRET.encode(), answer.body)

    def test_sources_need_a_key(self):
        for target in ("/collections/sources/items", "/collections/sources/items/S1", f"/runs/{RUN}/collections/sources/items"):
            self.problem(target, 401, "unauthorised")
            answer = self.ok(target, Authorization=f"Bearer {KEY}")
            self.assertIn('"red"', answer.body.decode())
            self.assertIn("private", answer.header("Cache-Control"))
        self.assertNotIn('"sources"', json.dumps(self.ok("/collections").json()))


if __name__ == "__main__":
    unittest.main(verbosity=2)

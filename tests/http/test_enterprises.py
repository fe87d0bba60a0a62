#!/usr/bin/python3
"""Enterprises: the register and its pages where a run is open, behind a key where it restricts sources, drafts of a public run
behind a key; nothing else below enterprises/ leaves the server by any route."""

import base64
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from osgeo import ogr

from live import RUN, SLOW, TILESERVER, LiveTest, Server, make_run
from make_pages import MARK, SCRIPT, SECRET, write_index, write_pages

KEY = "open-sesame-0123456789"
BEARER = {"Authorization": f"Bearer {KEY}"}
KEYS = f'[[keys]]\nname = "office"\nsha256 = "{hashlib.sha256(KEY.encode()).hexdigest()}"\n'
# Beside the pages, and in no index.
FILES = ("enterprises/E9.html", "enterprises/E9.json", "tables/enterprises.csv", "tables/control-list.csv", "tables/control-list.xlsx")


def set_audience(run, audience):
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    manifest["audience"] = audience
    (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


class EnterpriseTest(LiveTest):
    config = KEYS
    statuses = {"E1": "draft", "E2": "released", "E-10": "draft"}
    audience = "internal"

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-http-"))
        make_run.make(cls.folder, RUN, **cls.run_options)
        run = cls.folder / "current"
        set_audience(run, cls.audience)
        write_pages(run, cls.statuses)
        for name in FILES:
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

    def no_other_file(self):
        """Traversals, file names, encodings: with a key or without, nothing but the pages of the index."""
        tails = (*FILES, "vectors.gpkg", "../../releases.csv", "index.json", "E1.json", "E1.html", "../manifest.json", "..%2fmanifest.json",
                 "..%2f..%2f..%2freleases.csv", "%2e%2e/%2e%2e/releases.csv", "E1.html%00", "enterprises/index.json", "e1", "E1/", "")
        for key in ({}, BEARER):
            for tail in tails:
                for prefix in ("/", f"/runs/{RUN}/", "/base/", f"/runs/{RUN}/base/", "/base/../", "/base/%2e%2e/", "/assets/../",
                               "/assets/%2e%2e/", "/enterprises/", f"/runs/{RUN}/enterprises/"):
                    target = prefix + tail
                    if target in ("/", f"/runs/{RUN}/"):
                        continue
                    answer = self.get(target, **key)
                    self.assertIn(answer.status, (400, 401, 404), target)
                    self.assertNotIn(SECRET.encode(), answer.body, target)


class Open(EnterpriseTest):
    """An internal run that restricts nothing."""

    def test_the_list_names_every_page(self):
        for target, base in (("/enterprises", ""), (f"/runs/{RUN}/enterprises?f=json", f"/runs/{RUN}")):
            document = self.ok(target).json()
            self.assertEqual([(e["enterprise"], e["status"]) for e in document["enterprises"]], list(self.statuses.items()))
            self.assertEqual((document["run"], document["synthetic"], document["mark"]), (RUN, True, MARK))
            first = document["enterprises"][0]
            self.assertEqual((first["name"]["zh"], first["zone"], first["grade"], first["code"]), ("企业E1", "DX", "moderate", "yellow"))
            self.assertEqual([link["href"] for link in first["links"]],
                             [f"{self.server.base}{base}/enterprises/E1?f={kind}" for kind in ("json", "html")])
            for link in first["links"]:
                self.ok(link["href"][len(self.server.base):])
        self.assertIn(f"{self.server.base}/enterprises", [link["href"] for link in self.ok("/?f=json").json()["links"]])
        self.assertEqual(self.problem("/enterprises?f=html", 400, "parameter-invalid")["allowed"], "json")

    def test_a_page_is_the_runs_own_file(self):
        folder = self.folder / "current/enterprises"
        for target, accept, kind in (("/enterprises/E1", "*/*", "json"), ("/enterprises/E1", "text/html,*/*;q=0.8", "html"),
                                     ("/enterprises/E1?f=json", "text/html", "json"), ("/enterprises/E1?f=html", "*/*", "html"),
                                     (f"/runs/{RUN}/enterprises/E-10?f=html", "*/*", "html")):
            answer = self.ok(target, Accept=accept)
            key = re.search(r"enterprises/([^?]+)", target).group(1)
            self.assertEqual(answer.body, (folder / f"{key}.{kind}").read_bytes(), target)
            self.assertEqual(answer.header("Content-Type"), {"json": "application/json", "html": "text/html; charset=utf-8"}[kind])
            self.assertIn("Accept", ", ".join(answer.headers.get_all("Vary")))
            self.assertIn(f'/enterprises/{key}?f={ {"json": "html", "html": "json"}[kind] }>; rel="alternate"',
                          ", ".join(answer.headers.get_all("Link")))
        refused = self.problem("/enterprises/E1?f=pdf", 400, "parameter-invalid")
        self.assertEqual((refused["parameter"], refused["allowed"]), ("f", "json, html"))

    def test_headers_are_those_of_every_route(self):
        for query in ("", "?f=json", "?f=html"):
            for prefix, caching in (("", "public, max-age=60"), (f"/runs/{RUN}", "public, max-age=31536000, immutable")):
                target = f"{prefix}/enterprises/E1{query}"
                answer = self.ok(target)
                self.assertEqual(answer.header("Cache-Control"), caching)
                self.assertEqual((answer.header("X-Riskmap-Run"), answer.header("X-Riskmap-Synthetic")), (RUN, "1"))
                self.assertEqual((answer.header("Access-Control-Allow-Origin"), answer.header("X-Content-Type-Options")), ("*", "nosniff"))
                self.assertIn("describedby", ", ".join(answer.headers.get_all("Link")))
                again = self.get(target, If_None_Match=answer.header("ETag"))
                self.assertEqual((again.status, again.body, again.header("ETag")), (304, b"", answer.header("ETag")))
                head = self.server.ask("HEAD", target)
                self.assertEqual((head.status, head.body, head.header("ETag"), head.header("Content-Length")),
                                 (200, b"", answer.header("ETag"), answer.header("Content-Length")))
        self.assertNotEqual(self.ok("/enterprises/E1?f=json").header("ETag"), self.ok("/enterprises/E1?f=html").header("ETag"))
        self.assertEqual(self.server.ask("OPTIONS", "/enterprises/E1").header("Allow"), "GET, HEAD, OPTIONS")
        self.assertEqual(self.server.ask("POST", "/enterprises/E1", body="{}").status, 405)

    def test_one_script_of_a_page_may_run_and_nothing_is_fetched(self):
        policy = dict(part.strip().split(" ", 1) for part in
                      self.ok("/enterprises/E1?f=html").header("Content-Security-Policy").split(";"))
        allowed = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
        self.assertEqual((policy["default-src"], policy["script-src"]), ("'none'", f"'sha256-{allowed}'"))
        self.assertEqual(policy["sandbox"], "allow-scripts allow-modals")
        self.assertIsNone(self.ok("/enterprises/E1?f=json").header("Content-Security-Policy"))

    def test_an_unknown_id_is_told_the_nearest(self):
        problem = self.problem("/enterprises/E11", 404, "enterprise-unknown")
        self.assertIn("did you mean 'E1'?", problem["detail"])
        self.assertEqual((problem["parameter"], problem["value"], problem["allowed"]), ("enterprise", "E11", "the ids under /enterprises"))
        self.problem(f"/runs/{RUN}/enterprises/none", 404, "enterprise-unknown")
        self.problem("/enterprises/E1?lang=en", 400, "parameter-unknown")

    def test_nothing_else_is_served(self):
        self.no_other_file()



class Restricted(EnterpriseTest):
    run_options = {"restricted": ["stations", "sources"]}

    def test_register_and_pages_need_a_key(self):
        for prefix in ("", f"/runs/{RUN}"):
            for target in ("/enterprises", "/enterprises/E1", "/enterprises/E2?f=html", "/enterprises/E1?f=json", "/enterprises/none"):
                problem = self.problem(prefix + target, 401, "unauthorised")
                self.assertIn("'enterprises' is restricted by the run", problem["detail"])
                self.assertNotIn("E2", problem["detail"], "what there is may not be asked out")
                self.problem(prefix + target, 401, "unauthorised", Authorization="Bearer wrong")
                wrong = self.get(prefix + target, If_None_Match="*")
                self.assertEqual((wrong.status, wrong.header("Cache-Control")), (401, "no-store"))
            for target in ("/enterprises", "/enterprises/E1", "/enterprises/E1?f=html"):
                answer = self.ok(prefix + target, **BEARER)
                self.assertEqual(answer.header("Cache-Control"), "private, no-cache")
                self.assertIn("Authorization", ", ".join(answer.headers.get_all("Vary")))
                self.problem(prefix + target, 401, "unauthorised")  # not even once somebody has asked with a key
            self.problem(prefix + "/enterprises/none", 404, "enterprise-unknown", **BEARER)

    def test_no_document_names_them(self):
        self.assertNotIn("/enterprises", json.dumps(self.ok("/?f=json").json()))
        self.assertIn("/enterprises", json.dumps(self.ok("/?f=json", **BEARER).json()))
        self.assertIsNone(self.ok("/manifest.json").json()["enterprise_pages"])
        self.assertEqual(self.ok("/manifest.json", **BEARER).json()["enterprise_pages"]["enterprises"], 3)

    def test_sources_need_a_key(self):
        for target in ("/collections/sources/items", "/collections/sources/items/S1", f"/runs/{RUN}/collections/sources/items"):
            self.problem(target, 401, "unauthorised")
            answer = self.ok(target, **BEARER)
            self.assertIn('"red"', answer.body.decode())
            self.assertIn("private", answer.header("Cache-Control"))
        self.assertNotIn('"sources"', json.dumps(self.ok("/collections").json()))

    def test_nothing_else_is_served(self):
        self.no_other_file()


class RestrictedTable(EnterpriseTest):
    """The table of enterprises closes the pages as the sources do."""

    run_options = {"restricted": ["tables/enterprises.csv"]}

    def test_a_key_is_needed(self):
        self.problem("/enterprises/E2", 401, "unauthorised")
        self.ok("/enterprises/E2", **BEARER)


class Public(EnterpriseTest):
    audience = "public"

    def test_drafts_need_a_key_and_what_is_released_needs_none(self):
        for prefix in ("", f"/runs/{RUN}"):
            self.assertIn(SECRET, self.ok(f"{prefix}/enterprises/E2?f=html").body.decode())
            for target in ("/enterprises/E1", "/enterprises/E1?f=html", "/enterprises/E-10"):
                problem = self.problem(prefix + target, 401, "unauthorised")
                self.assertIn("is a draft that nobody has released", problem["detail"])
                self.assertEqual(self.ok(prefix + target, **BEARER).header("Cache-Control"), "private, no-cache")
            self.problem(prefix + "/enterprises/E3", 404, "enterprise-unknown")

    def test_the_list_says_of_drafts_that_they_are(self):
        answer = self.ok("/enterprises")
        self.assertIn("Authorization", ", ".join(answer.headers.get_all("Vary")))
        entries = {e["enterprise"]: e for e in answer.json()["enterprises"]}
        self.assertEqual(entries["E1"], {"enterprise": "E1", "name": None, "zone": None, "industry": None, "grade": None, "code": None,
                                         "status": "draft", "links": []})
        self.assertEqual((entries["E2"]["code"], entries["E2"]["status"]), ("yellow", "released"))
        self.assertEqual(self.ok("/enterprises", **BEARER).json()["enterprises"][0]["code"], "yellow")


class Without(LiveTest):
    def test_a_run_without_pages_says_so(self):
        for target in ("/enterprises", "/enterprises/E1", f"/runs/{RUN}/enterprises"):
            self.assertIn("no enterprise pages", self.problem(target, 404, "route-unknown")["detail"])


class Broken(unittest.TestCase):
    """A run whose pages are not those of its index is refused, as any broken run."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-http-"))
        make_run.make(self.folder, RUN)
        self.run_ = self.folder / "current"
        write_pages(self.run_, {"E1": "draft"})

    def tearDown(self):
        shutil.rmtree(self.folder)

    def refused(self, pattern):
        done = subprocess.run([TILESERVER, str(self.folder), "--listen", "127.0.0.1:0"], capture_output=True, text=True, timeout=30 * SLOW)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, pattern)

    def entries(self):
        return json.loads((self.run_ / "enterprises/index.json").read_text(encoding="utf-8"))["enterprises"]

    def test_changed_page(self):
        (self.run_ / "enterprises/E1.html").write_text("other", encoding="utf-8")
        self.refused(r"enterprises/E1\.html: its SHA-256 is not the one that the run names")

    def test_missing_page(self):
        (self.run_ / "enterprises/E1.json").unlink()
        self.refused(r"enterprises/E1\.json: cannot be read")

    def test_changed_index(self):
        (self.run_ / "enterprises/index.json").write_text('{"enterprises": []}', encoding="utf-8")
        self.refused(r"enterprises/index\.json: its SHA-256 is not")

    def test_an_index_that_leads_elsewhere(self):
        for path in ("../manifest.json", "/etc/passwd", "..", ""):
            entries = self.entries()
            entries[0]["html"] = {"path": path, "sha256": "0" * 64}
            write_index(self.run_, entries)
            self.refused(r"index\.json: path '.*' is no plain file name")

    def test_a_page_that_changes_while_it_is_served(self):
        server = Server(self.folder, config=KEYS)
        try:
            (self.run_ / "enterprises/E1.json").write_text(SECRET, encoding="utf-8")
            answer = server.get("/enterprises/E1?f=json", **BEARER)
            self.assertEqual(answer.status, 500)
            self.assertNotIn(SECRET.encode(), answer.body)
            self.assertIn("E1.json", server.messages())
        finally:
            server.stop()
            server.log.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)

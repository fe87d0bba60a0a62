"""A project read from a real PostgreSQL with PostGIS: same bytes as from files, and no credential anywhere.

Runs inside pg_virtualenv, which sets PGHOST, PGPORT, PGUSER and PGPASSWORD of a server made for this test."""

import csv
import json
import os
import random
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from projects import ProjectTest, copy_project, current, manifest, run  # noqa: E402

USER, PASSWORD = "leserin_7", "geh'eim Wort%1"
SERVER = f"host={os.environ['PGHOST']} port={os.environ['PGPORT']} dbname=air"


def sql(text, database="air"):
    done = subprocess.run(["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def literal(text):
    return "NULL" if text == "" else "'" + text.replace("'", "''") + "'"


def insert(table, rows):
    values = ",".join("(" + ",".join(map(literal, row)) + ")" for row in rows)
    sql(f"INSERT INTO {table} VALUES {values}")


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


class Database(ProjectTest):
    @classmethod
    def setUpClass(cls):
        for statement in ("DROP DATABASE IF EXISTS air", f"DROP ROLE IF EXISTS {USER}", "CREATE DATABASE air"):
            sql(statement, "postgres")
        sql(f"CREATE EXTENSION postgis; CREATE SCHEMA monitoring; CREATE ROLE {USER} LOGIN PASSWORD {literal(PASSWORD)};"
            f"GRANT USAGE ON SCHEMA monitoring TO {USER};"
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA monitoring GRANT SELECT ON TABLES TO {USER}")

    def setUp(self):
        super().setUp()
        self.project = copy_project(self.folder, cell_size=1000, idw=True)
        self.text = self.project.read_text(encoding="utf-8")
        self.load()

    def load(self):
        """The sample's tables as an office may keep them: points as geometry, Chinese column names, any order."""
        sql("DROP TABLE IF EXISTS monitoring.stations, monitoring.results CASCADE;"
            "CREATE TABLE monitoring.stations (id text PRIMARY KEY, name_zh text, name_en text, zone text, kind text,"
            " geom geometry(Point, 4550));"
            "CREATE TABLE monitoring.results (监测点位 text, 监测项目 text, 开始日期 date, 结束日期 date, 浓度 numeric,"
            " 单位 text, 限定符 text, 检出限 double precision, 样品数 integer)")
        stations = rows_of(self.project.parent / "stations.csv")
        results = rows_of(self.project.parent / "observations.csv")
        shuffle = random.Random(5).shuffle
        shuffle(stations)
        shuffle(results)
        for id_, zh, en, x, y, zone, kind in stations:
            sql(f"INSERT INTO monitoring.stations VALUES ({literal(id_)}, {literal(zh)}, {literal(en)}, {literal(zone)},"
                f" {literal(kind)}, ST_SetSRID(ST_MakePoint({x}, {y}), 4550))")
        insert("monitoring.results", results)

    def use(self, stations, results='query = "SELECT * FROM monitoring.results"', connection=f"PG:{SERVER}"):
        text = self.text
        for name, what in (("stations", stations), ("observations", results)):
            if what:
                text = text.replace(f'file = "{name}.csv"', f'database = {json.dumps(connection)}\n{what}', 1)
        self.project.write_text(text, encoding="utf-8")

    def attempt(self, **environment):
        return run("build", self.project, "--output", self.folder / "bad", "--progress", "plain",
                   env={**os.environ, **environment})

    def rasters(self, name):
        self.build(self.project, self.folder / name)
        return {p.name: p.read_bytes() for p in sorted((current(self.folder / name) / "rasters").glob("*.tif"))}

    def inputs(self, name):
        return {i["path"]: i for i in manifest(self.folder / name)["inputs"]}


class Same(Database):
    def test_same_rasters_as_from_files_and_digest_over_rows(self):
        expected = self.rasters("files")
        self.use('table = "monitoring.stations"')
        self.assertEqual(self.rasters("database"), expected)
        inputs = self.inputs("database")
        stations = f"postgresql://{os.environ['PGHOST']}/air#monitoring.stations"
        self.assertEqual(inputs[stations]["rows"], 48)
        self.assertEqual(inputs[stations]["crs"], "EPSG:4550")
        self.assertEqual(len([path for path in inputs if "#query-" in path]), 1)
        again = self.build(self.project, self.folder / "database")
        self.assertIn("Nothing changed", again.stdout)
        # The same rows written anew in another order are the same input; another value is another.
        sql("CREATE TABLE copy AS SELECT * FROM monitoring.stations ORDER BY id DESC; TRUNCATE monitoring.stations;"
            "INSERT INTO monitoring.stations SELECT * FROM copy; DROP TABLE copy")
        self.assertIn("Nothing changed", self.build(self.project, self.folder / "database").stdout)
        sql("UPDATE monitoring.results SET 浓度 = 7.88 WHERE 监测点位 = 'DX01' AND 监测项目 = 'benzene'")
        self.assertNotEqual(self.rasters("database")["concentration-benzene.tif"], expected["concentration-benzene.tif"])
        changed = self.inputs("database")
        self.assertEqual(changed[stations]["sha256"], inputs[stations]["sha256"])
        differing = [path for path in inputs if changed[path]["sha256"] != inputs[path]["sha256"]]
        self.assertEqual(len(differing), 1)
        self.assertIn("#query-", differing[0])

    def test_points_in_another_crs_are_brought_into_the_declared_one(self):
        self.use('query = "SELECT id, name_zh, zone, kind, ST_Transform(geom, 4490) AS place FROM monitoring.stations"')
        self.build(self.project, self.folder / "out")
        result = run("check", self.project, "--format", "json")
        self.assertEqual(result.returncode, 0, result.stderr)
        places = [f for f in json.loads(result.stdout)["findings"] if f["code"].startswith(("coordinate", "datum"))]
        self.assertEqual([f for f in places if f["file"].startswith("postgresql")], [])

    def test_check_reads_the_database_as_build_does(self):
        sql("UPDATE monitoring.results SET 单位 = 'ug/m33' WHERE 监测点位 = 'DX01' AND 监测项目 = 'benzene'")
        self.use('table = "monitoring.stations"')
        result = run("check", self.project, "--format", "json")
        self.assertEqual(result.returncode, 1)
        errors = [f for f in json.loads(result.stdout)["findings"] if f["severity"] == "error"]
        self.assertEqual([f["code"] for f in errors], ["input-invalid"])
        self.assertIn("ug/m33", errors[0]["found"])
        self.assertIn("#query-", errors[0]["file"])


class Credentials(Database):
    def assert_no_secret(self, *texts):
        for text in texts:
            for secret in (PASSWORD, USER, PASSWORD.replace("'", "\\'"), "geh%27eim"):
                self.assertNotIn(secret, text)

    def build_without_environment(self, connection, **environment):
        self.use('table = "monitoring.stations"', connection=connection)
        clean = {k: v for k, v in os.environ.items() if k not in ("PGUSER", "PGPASSWORD")}
        result = run("build", self.project, "--output", self.folder / "out", "--progress", "plain",
                     env={**clean, **environment})
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def test_a_password_in_the_project_file_goes_nowhere(self):
        uri = f"postgresql://{USER}:geh%27eim%20Wort%251@{os.environ['PGHOST']}:{os.environ['PGPORT']}/air"
        quoted = PASSWORD.replace("'", "\\'")
        for connection in (f"PG:{SERVER} user={USER} password='{quoted}'", uri):
            result = self.build_without_environment(connection)
            self.assert_no_secret(result.stdout, result.stderr)
            for path in (self.folder / "out").rglob("*"):
                if path.is_file():
                    self.assert_no_secret(path.read_bytes().decode("latin-1"))
            for form in ("text", "json", "html"):
                checked = run("check", self.project, "--format", form)
                self.assertIn("password-in-file", checked.stdout)
                self.assert_no_secret(checked.stdout, checked.stderr)

    def test_password_from_environment_and_from_a_password_file(self):
        self.build_without_environment(f"PG:{SERVER} user=${{READER}} password=${{SECRET}}", READER=USER, SECRET=PASSWORD)
        checked = run("check", self.project, env={**os.environ, "READER": USER, "SECRET": PASSWORD})
        self.assertNotIn("password-in-file", checked.stdout)
        self.assertNotIn(PASSWORD, checked.stdout)
        self.build_without_environment(f"PG:{SERVER} user={USER}", PGPASSWORD=PASSWORD)
        passfile = self.folder / "pgpass"
        passfile.write_text(f"*:*:air:{USER}:{PASSWORD}\n", encoding="utf-8")
        passfile.chmod(0o600)
        self.build_without_environment(f"PG:{SERVER} user={USER}", PGPASSFILE=str(passfile))

    def test_refusals_name_the_place_and_no_secret(self):
        stations = 'table = "monitoring.stations"'
        cases = {
            "wrong password": (stations, f"PG:{SERVER} user={USER} password=geheim_falsch", "password authentication failed"),
            "no server": (stations, f"PG:host=localhost port=1 dbname=air user={USER} password=geheim_falsch", "cannot be reached"),
            "no database": (stations, f"PG:{SERVER.replace('air', 'iar')}", 'database "iar" does not exist'),
            "no table": ('table = "monitoring.statoins"', f"PG:{SERVER}", "did you mean 'monitoring.stations'?"),
            "no variable": (stations, f"PG:{SERVER} password=${{NO_SUCH}}", "'NO_SUCH'"),
            "bad query": ('query = "SELECT nothing FROM monitoring.stations"', f"PG:{SERVER}", "nothing"),
            "a query that deletes": ('query = "DELETE FROM monitoring.results"', f"PG:{SERVER}", "cannot be read"),
            "a query that ends early": ('query = "SELECT 1) AS a; DELETE FROM monitoring.results; --"', f"PG:{SERVER}", ""),
            "malformed": (stations, f"PG:{SERVER} geheim_falsch", "key=value is expected"),
            "both": (stations + '\nquery = "SELECT 1"', f"PG:{SERVER}", "one of 'table' and 'query'"),
        }
        for name, (what, connection, fragment) in cases.items():
            with self.subTest(name):
                self.use(what, None, connection)
                result = self.attempt()
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertIn(fragment, result.stderr)
                self.assertNotIn("geheim_falsch", result.stderr)
                self.assert_no_secret(result.stderr)
                self.assertFalse((self.folder / "bad").exists())
        self.assertEqual(int(sql("SELECT count(*) FROM monitoring.results")), 288)

    def test_a_connection_string_in_the_wrong_place_is_not_shown(self):
        for text in (self.text.replace('file = "stations.csv"', f'file = "postgresql://{USER}:geheim@h/air"'),
                     self.text.replace('file = "stations.csv"', f'database = ["PG:password=geheim user={USER}"]')):
            self.project.write_text(text, encoding="utf-8")
            result = self.attempt()
            self.assertEqual(result.returncode, 1)
            self.assertNotIn("geheim", result.stderr)
            self.assertNotIn(USER, result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)

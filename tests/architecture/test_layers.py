"""Reads the include lines of every room: a stage includes earlier stages only, and libraries stay in their rooms."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAGES = ["project", "observations", "dispersion", "fields", "risk", "zones", "sources", "check", "artefacts", "exports", "sheets",
          "reports", "pipeline", "cli"]
READERS_OF_RUNS = {"exports": ["exports"], "sheets": ["sheets"], "reports": ["exports", "sheets", "reports"]}
LIBRARIES = {
    r"^(gdal|ogr_|cpl_)": ["geocore/gdal"],
    r"^(proj\.h|proj/)": ["geocore/crs"],
    r"^boost/(beast|asio)": ["tileserver/http"],
    r"^(cairo|pango|fontconfig)": ["mapgen/sheets", "tileserver/service/legend_words"],
    r"^pugixml": ["geocore/style", "tileserver/service/wmts", "mapgen/reports"],
    r"^kainjow": ["mapgen/reports"],
    r"^sqlite3": ["tileserver/archives"],
    r"^xlsxwriter": ["geocore/workbook"],
    r"^toml\+\+": ["mapgen/project", "tileserver/config"],
}
WITHOUT_IO = ["geocore/grid", "geocore/tiles", "mapgen/fields", "mapgen/dispersion"]


def sources():
    for top in ("geocore", "mapgen", "tileserver"):
        for path in sorted((ROOT / top).rglob("*.[ch]pp")):
            includes = re.findall(r'^#include [<"]([^>"]+)[>"]', path.read_text(encoding="utf-8"), flags=re.M)
            yield path.relative_to(ROOT), includes


class Layers(unittest.TestCase):
    def test_programs_meet_in_geocore_alone(self):
        for path, includes in sources():
            allowed = {"geocore": ("geocore",), "mapgen": ("geocore", "mapgen"), "tileserver": ("geocore", "tileserver")}
            for include in includes:
                top = include.split("/")[0]
                if top in allowed:
                    self.assertIn(top, allowed[path.parts[0]], f"{path} includes {include}")

    def test_a_stage_includes_earlier_stages_only(self):
        for path, includes in sources():
            if path.parts[0] != "mapgen" or len(path.parts) < 3:
                continue
            own = STAGES.index(path.parts[1])
            for include in includes:
                parts = include.split("/")
                if parts[0] == "mapgen":
                    self.assertLessEqual(STAGES.index(parts[1]), own, f"{path} includes {include}")

    def test_sheets_and_exports_know_a_run_by_its_files_alone(self):
        for path, includes in sources():
            if len(path.parts) < 3 or path.parts[0] != "mapgen" or path.parts[1] not in READERS_OF_RUNS:
                continue
            for include in includes:
                if include.startswith("mapgen/"):
                    self.assertIn(include.split("/")[1], READERS_OF_RUNS[path.parts[1]], f"{path} includes {include}")

    def test_libraries_stay_in_their_rooms(self):
        for path, includes in sources():
            for include in includes:
                for pattern, rooms in LIBRARIES.items():
                    if re.search(pattern, include):
                        self.assertTrue(any(str(path).startswith(room) for room in rooms), f"{path} includes {include}")

    def test_mathematics_includes_no_io(self):
        for path, includes in sources():
            if not any(str(path).startswith(room + "/") for room in WITHOUT_IO):
                continue
            for include in includes:
                self.assertNotRegex(include, r"^geocore/(gdal|crs|geos|style|image|run)/|^(fstream|filesystem)$",
                                    f"{path} includes {include}")


if __name__ == "__main__":
    unittest.main(verbosity=2)

"""mapgen sheet with the real binary: Chinese text that can be selected, embedded fonts, resolution, scale, areas, marks."""

import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from osgeo import gdal, osr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import BuiltSampleTest, copy_project, current, run  # noqa: E402

gdal.UseExceptions()
MARK = "示例数据·非真实"
CAPTION = "慢性吸入; 室外浓度视同全天暴露; 不含急性、事故、异味及其他途径; 物质间按相加处理"


def tool(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def words(pdf):
    """(x middle, y middle, text) in points of every word on page 1."""
    tree = ElementTree.fromstring(re.sub(r'xmlns="[^"]*"', "", tool("pdftotext", "-bbox", str(pdf), "-")))
    page = tree.find(".//page")
    return [
        ((float(w.get("xMin")) + float(w.get("xMax"))) / 2, (float(w.get("yMin")) + float(w.get("yMax"))) / 2, w.text)
        for w in page.iter("word")
    ]


def boxes(pdf):
    """Every word of page 1 with its box."""
    return ElementTree.fromstring(re.sub(r'xmlns="[^"]*"', "", tool("pdftotext", "-bbox", str(pdf), "-"))).find(".//page").iter("word")


class Ambient(unittest.TestCase):
    """Concentrations without risks, over land that was cut out of a larger map."""

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        folder = Path(cls.holder.name)
        built = run("build", copy_project(folder, "ningbo-ambient", cell_size=400), "--output", folder / "out", "--progress", "none")
        assert built.returncode == 0, built.stderr
        cls.pdf = folder / "pm25.pdf"
        drawn = run("sheet", folder / "out", "concentration-pm25", "--output", cls.pdf)
        assert drawn.returncode == 0, drawn.stderr
        cls.text = re.sub(r"\s+", "", tool("pdftotext", "-layout", str(cls.pdf), "-"))

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def test_it_says_nothing_of_risks(self):
        self.assertIn("室外空气浓度;仅为内插结果", self.text)
        for phrase in ("慢性吸入", "物质间", "分级为项目默认"):
            self.assertNotIn(phrase, self.text)

    def test_stations_and_limits_are_explained(self):
        self.assertIn("监测点11个(其中有该物质数据10个)", self.text)
        self.assertIn("±3.8µg/m³(10站)", self.text)
        self.assertIn("GB3095-2012二级24h平均75µg/m³；GB3095-2012二级年平均35µg/m³(平均时间与本图不同，不可直接比较)", self.text)

    def test_the_frame_is_as_wide_as_the_data(self):
        scale = re.search(r"1:([\d ]+\d)", tool("pdftotext", "-layout", str(self.pdf), "-"))
        self.assertLessEqual(int(scale[1].replace(" ", "")), 450000)
        self.assertIn("岸线资料范围外", self.text)


class Sheets(BuiltSampleTest):
    def sheet(self, layer, name, *options):
        path = self.folder / name
        result = run("sheet", self.output, layer, "--output", path, *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return path

    def text(self, path):
        return re.sub(r"\s+", "", tool("pdftotext", "-layout", str(path), "-"))

    def test_the_sheet_says_what_it_must_in_selectable_chinese(self):
        text = self.text(self.sheet("risk-level-resident", "level.pdf"))
        for phrase in (CAPTION, "项目默认,非国家标准", "未经地图审核,仅供内部使用", "编制", "审核", "批准", "示意范围", "坐标北",
                       "EPSG:4550", "2025-09-01至2026-08-31", "监测点48个", "交叉验证", "HEM5", "未知", self.root["id"],
                       "不含：环氧乙烷(48/48个监测点低于检出限)，检出限相当于1e-4"):
            self.assertIn(re.sub(r"\s+", "", phrase), text)
        self.assertEqual(text.count(re.sub(r"\s+", "", MARK)), 1)
        for phrase in ("留一交叉验证典型误差苯±", "%(48站)", "联系：示例监测站(虚构)map@example.org", "CR<1e-6且HI<1", "海域(不评价)",
                       "敏感受体填色为其等级"):
            self.assertIn(phrase, text)
        self.assertNotRegex(text, "RMSE|MSDR|>=")

    def test_type_can_be_read_on_paper(self):
        for layer, paper in (("risk-level-resident", "a4"), ("concentration-benzene", "a4"), ("risk-level-worker", "a3")):
            sheet = self.sheet(layer, "type.pdf", "--paper", paper)
            heights = [float(w.get("yMax")) - float(w.get("yMin")) for w in boxes(sheet)
                       if re.fullmatch(r"[A-Z]+\d+|CR|\d+°\d\d′E", w.text)]
            self.assertGreater(len(heights), 60)
            self.assertGreater(min(heights), 6, "the box of a line of 6 points is higher than 6")

    def test_no_zone_goes_without_its_name_and_no_name_is_left_out_on_large_paper(self):
        for layer in ("risk-level-resident", "risk-level-worker"):
            for paper in ("a4", "a1"):
                text = self.text(self.sheet(layer, "names.pdf", "--paper", paper))
                for name in ("大榭", "青峙", "临港"):
                    self.assertIn(name, text)
                if paper == "a1":
                    self.assertNotIn("省略注记", text)

    def test_a_sheet_of_the_sites_shows_the_sites(self):
        scales = {}
        for layer in ("risk-level-resident", "risk-level-worker"):
            found = re.search(r"1:([\d ]+\d)", tool("pdftotext", "-layout", str(self.sheet(layer, "sites.pdf")), "-"))
            scales[layer] = int(found[1].replace(" ", ""))
        self.assertLess(scales["risk-level-worker"], 0.7 * scales["risk-level-resident"])

    def test_a_map_of_a_part_says_where_it_lies(self):
        """The frame on the small map is as wide a part of it as the sheet's map is of the run's extent."""
        self.assertNotIn("位置", [word for _, _, word in words(self.sheet("risk-level-resident", "whole.pdf"))])
        at = {word: y * 25.4 / 72 for _, y, word in words(self.sheet("risk-level-worker", "part.pdf"))}
        text = tool("pdftotext", "-layout", str(self.folder / "part.pdf"), "-")
        scale = int(re.search(r"1:([\d ]+\d)", text)[1].replace(" ", ""))
        picture = gdal.Open(str(self.sheet("risk-level-worker", "part.png"))).ReadAsArray()[:3].astype(int)
        dots = picture.shape[2] / 297
        panel = picture[:, int((at["位置"] + 2) * dots):int((at["比例尺"] - 2) * dots), int(223 * dots):]

        def width(colour):
            columns = (abs(panel - np.array(colour)[:, None, None]).max(axis=0) < 90).sum(axis=0)
            found = np.nonzero(columns > 0.4 * columns.max())[0]
            return found[-1] - found[0]

        whole = gdal.Open(str(current(self.output) / "rasters/risk-level-worker.tif"))
        extent = [whole.GetGeoTransform()[1] * whole.RasterXSize, -whole.GetGeoTransform()[5] * whole.RasterYSize]
        map_mm = 297 - 16 - 66 - 3 - 2 * 3.8
        expected = map_mm * scale / 1000 / (extent[0] + 0.06 * max(extent))
        self.assertAlmostEqual(width((190, 0, 20)) / width((34, 34, 34)), expected, delta=0.04)

    def test_the_legend_has_classes_that_occur_in_the_signs_of_print(self):
        text = tool("pdftotext", "-layout", str(self.sheet("concentration-benzene", "classes.pdf")), "-")
        rows = [re.match(r"\s*(\S.*?)\s+([\d.]+)\s+[\d.]+ %", line[95:]) for line in text.splitlines()]
        self.assertNotRegex(text, r">=|\d - \d")
        self.assertFalse([row[1] for row in rows if row and float(row[2]) == 0])
        self.assertRegex(text, "≥ ?3 ")
        self.assertIn("0.5–1", text)

    def test_the_upper_level_says_what_it_counts_at_its_detection_limit(self):
        text = self.text(self.sheet("risk-level-upper-resident", "upper.pdf"))
        self.assertIn("含：环氧乙烷(48/48个监测点低于检出限)，按检出限计，单独相当于1e-4", text)
        self.assertIn("风险等级上限(95%,不可估物质按检出限计)", text)
        for wrong in ("不含：环氧乙烷", "仅插值"):
            self.assertNotIn(wrong, text)

    def test_every_font_is_embedded(self):
        rows = tool("pdffonts", str(self.sheet("risk-level-resident", "fonts.pdf"))).splitlines()[2:]
        self.assertTrue(rows)
        for row in rows:
            self.assertRegex(row, r" yes +yes +yes +\d+ +\d+$", row)

    def test_the_map_has_at_least_200_dots_an_inch(self):
        for paper in ("a4", "a3", "a1"):
            rows = tool("pdfimages", "-list", str(self.sheet("risk-level", "dpi.pdf", "--paper", paper))).splitlines()[2:]
            self.assertTrue(rows)
            for row in rows:
                self.assertGreaterEqual(int(row.split()[12]), 200, row)
                self.assertGreaterEqual(int(row.split()[13]), 200, row)

    def test_pages_have_the_size_of_the_paper(self):
        for paper, (width, height) in {"a4": (297, 210), "a3": (420, 297), "a1": (841, 594)}.items():
            info = tool("pdfinfo", str(self.sheet("risk-level", "size.pdf", "--paper", paper)))
            size = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", info)
            self.assertAlmostEqual(float(size[1]) * 25.4 / 72, width, delta=0.1)
            self.assertAlmostEqual(float(size[2]) * 25.4 / 72, height, delta=0.1)

    def test_the_scale_bar_agrees_with_the_coordinates(self):
        all_words = words(self.sheet("risk-level-resident", "scale.pdf", "--paper", "a3"))
        meridians = {}
        for x, y, text in all_words:
            found = re.fullmatch(r"(\d+)°(\d\d)′E", text)
            if found:
                meridians.setdefault(round(y), []).append((x, int(found[1]) + int(found[2]) / 60))
        bottom = sorted(meridians[max(meridians)])
        self.assertGreaterEqual(len(bottom), 4)
        # The bar's ends are centred above their numbers, left of "km".
        km = [(x, y) for x, y, text in all_words if text == "km"][-1]
        numbers = sorted((x, float(t)) for x, y, t in all_words
                         if abs(y - km[1]) < 2 and x < km[0] and re.fullmatch(r"[\d.]+", t))
        bar_m_per_pt = 1000 * (numbers[-1][1] - numbers[0][1]) / (numbers[-1][0] - numbers[0][0])
        geographic, plane = osr.SpatialReference(), osr.SpatialReference()
        for crs, code in ((geographic, 4490), (plane, 4550)):
            crs.ImportFromEPSG(code)
            crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        transform = osr.CoordinateTransformation(geographic, plane)
        # Along the frame's lower edge the latitude hardly changes: 29°45' within the frame's half-minute.
        (x0, lon0), (x1, lon1) = bottom[0], bottom[-1]
        a, b = transform.TransformPoint(lon0, 29.735), transform.TransformPoint(lon1, 29.735)
        map_m_per_pt = (b[0] - a[0]) / (x1 - x0)
        self.assertAlmostEqual(bar_m_per_pt / map_m_per_pt, 1, delta=0.005)
        stated = re.search(r"1:([\d ]+)", tool("pdftotext", "-layout", str(self.folder / "scale.pdf"), "-"))
        self.assertAlmostEqual(bar_m_per_pt / (int(stated[1].replace(" ", "")) * 25.4 / 72 / 1000), 1, delta=0.005)

    def test_areas_are_those_of_the_raster_with_the_unknown_as_a_row(self):
        text = tool("pdftotext", "-layout", str(self.sheet("risk-level-resident", "areas.pdf")), "-")
        cells = gdal.Open(str(current(self.output) / "rasters/risk-level-resident.tif")).ReadAsArray()
        for level, name in ((4, "优先管控"), (3, "重点关注"), (2, "一般关注"), (1, "低关注"), (0, "未知")):
            shown = re.search(name + r"\S*\s+([\d.]+)\s+[\d.]+ %", text)
            self.assertIsNotNone(shown, name)
            self.assertAlmostEqual(float(shown[1]), np.count_nonzero(cells == level) * 0.04, delta=0.006, msg=name)

    def test_a_concentration_hatches_what_is_not_estimable_and_says_how_much(self):
        text = tool("pdftotext", "-layout", str(self.sheet("concentration-benzene", "benzene.pdf", "--language", "en")), "-")
        values = gdal.Open(str(current(self.output) / "rasters/concentration-benzene.tif")).ReadAsArray()
        levels = gdal.Open(str(current(self.output) / "rasters/risk-level-resident.tif")).ReadAsArray()
        unknown = np.count_nonzero((levels != 255) & (values == -9999)) * 0.04
        shown = re.search(r"unknown \(not estimable\)\s+([\d.]+)", text)
        self.assertAlmostEqual(float(shown[1]), unknown, delta=0.006)
        self.assertGreater(unknown, 1)
        self.assertIn("Chronic inhalation", text)
        self.assertIn("µg/m³", text)

    def test_the_same_run_gives_the_same_bytes(self):
        first = self.sheet("risk-level-upper-resident", "one.pdf").read_bytes()
        self.assertEqual(first, self.sheet("risk-level-upper-resident", "two.pdf").read_bytes())

    def test_a_png_has_the_colours_of_the_legend(self):
        data = gdal.Open(str(self.sheet("risk-level-resident", "sheet.png"))).ReadAsArray()[:3]
        self.assertGreater(data.shape[2], 2300)
        for colour in ("ffe14d", "4a90d9", "f98e2b", "d7191c"):
            wanted = [int(colour[i:i + 2], 16) for i in (0, 2, 4)]
            matches = (data[0] == wanted[0]) & (data[1] == wanted[1]) & (data[2] == wanted[2])
            self.assertGreater(matches.sum(), 100, colour)

    def test_the_atlas_has_a_page_for_each_zone_and_substance_and_tables(self):
        path = self.folder / "atlas.pdf"
        result = run("sheet", self.output, "atlas", "--output", path)
        self.assertEqual(result.returncode, 0, result.stderr)
        pages = tool("pdftotext", "-layout", str(path), "-").split("\f")[:-1]
        self.assertIn("目录", pages[0])
        self.assertIn(f"第 2 页,共 {len(pages)} 页", pages[1])
        for title in ("居民 风险等级上限", "园区室外人员(环境空气) 风险等级", "园区详图 大榭", "留一交叉验证"):
            row = re.search(re.escape(title) + r".*?  (\d+)", pages[0])
            self.assertIsNotNone(row, title)
            self.assertIn(title, pages[int(row[1]) - 1].splitlines()[1] + pages[int(row[1]) - 1].splitlines()[0])
        self.assertIn("RMSE", pages[-1])
        for title in ("园区详图 大榭", "园区详图 青峙", "园区详图 临港", "苯 浓度", "1,3-丁二烯 浓度", "各等级面积", "港口泊位", "敏感受体"):
            self.assertTrue(any(title in page for page in pages), title)
        receptors = (current(self.output) / "tables/receptors.csv").read_text(encoding="utf-8-sig").splitlines()
        places = "".join(pages[-5:])
        self.assertNotRegex(places, r" (LG|QZ|DX) ")
        self.assertNotIn("名称", next(page for page in pages if "R001" in page and "最近园区" in page))
        for line in receptors[1:]:
            self.assertIn(line.split(",")[0], places)
        for page in pages:
            self.assertIn(MARK, page)
        self.assertEqual(run("sheet", self.output, "atlas", "--output", self.folder / "atlas.png").returncode, 2)

    def test_a_review_number_takes_the_place_of_the_warning(self):
        copy = self.folder / "reviewed"
        shutil.copytree(current(self.output).resolve(), copy)
        path = copy / "manifest.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"review_number": null', '"review_number": "浙S(2026)1号"'),
                        encoding="utf-8")
        target = self.folder / "reviewed.pdf"
        self.assertEqual(run("sheet", copy, "risk-level", "--output", target).returncode, 0)
        text = self.text(target)
        self.assertIn("浙S(2026)1号", text)
        self.assertNotIn("未经地图审核", text)

    def test_wrong_words_are_told_the_right_ones(self):
        for arguments, told in (
            (("risk-levle", "--output", "x.pdf"), "did you mean 'risk-level'?"),
            (("risk-level", "--output", "x.jpg"), "FILE.pdf or FILE.png"),
            (("risk-level", "--output", "x.pdf", "--paper", "a5"), "a4, a3, a1"),
            (("risk-level", "--output", "x.pdf", "--language", "fr"), "zh, en"),
        ):
            result = run("sheet", self.output, *arguments, cwd=self.folder)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn(told, result.stderr)

    def test_without_a_chinese_font_it_says_which_to_install(self):
        config = self.folder / "fonts.conf"
        config.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
        import os

        result = run("sheet", self.output, "risk-level", "--output", self.folder / "none.pdf",
                     env={**os.environ, "FONTCONFIG_FILE": str(config)})
        self.assertEqual(result.returncode, 1)
        self.assertIn("fonts-wqy-microhei", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)

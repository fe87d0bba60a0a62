"""mapgen report with the real binary: the numbers are the run's, the PDF is text with embedded fonts, templates are
checked, what is restricted stays out."""

import base64
import csv
import json
import re
import shutil
import struct
import subprocess
import sys
import unittest
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import ROOT, BuiltSampleTest, current, run  # noqa: E402

MARK = "示例数据·非真实"
CAPTION = "慢性吸入; 室外浓度视同全天暴露; 不含急性、事故、异味及其他途径; 物质间按相加处理"


class Page(HTMLParser):
    """Tables as lists of rows of texts, pictures, and the whole text."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.pictures, self.text, self.in_cell = [], [], "", False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.in_cell = True
        elif tag == "img":
            self.pictures.append(dict(attributes))

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.in_cell = False

    def handle_data(self, data):
        self.text += data
        if self.in_cell:
            self.tables[-1][-1][-1] += data

    def table(self, heading):
        return next(table for table in self.tables if heading in table[0])


def words(text):
    """Without white space: a PDF breaks lines where it likes."""
    return re.sub(r"\s+", "", text)


class Reports(BuiltSampleTest):
    def report(self, name, *options, run_folder=None):
        path = self.folder / name
        result = run("report", run_folder or self.output, "--output", path, *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.told = result.stderr
        return path

    def page(self, name, *options, **more):
        return Page(self.report(name, *options, **more).read_text(encoding="utf-8"))

    def rows(self, table):
        with open(current(self.output) / f"tables/{table}.csv", encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def test_the_assessment_has_the_runs_numbers(self):
        page = self.page("a.html")
        for text in (self.root["id"], MARK, CAPTION, "项目默认,非国家标准", "未经地图审核,仅供内部使用"):
            self.assertIn(text, page.text)
        areas = {(row[0], row[1]): row[2:] for row in next(t for t in page.tables if "区域" in t[0] and "未知 km²" in t[0])}
        names = {s["key"]: s["name"]["zh"] for s in self.root["scenarios"]}
        for row in self.rows("areas"):
            if row["zone"] == "all":
                cells = areas[names[row["scenario"]], "全图"]
                self.assertEqual(cells[4 - int(row["level"])], f"{float(row['area_m2']) / 1e6:.2f}")
        receptors = page.table("受体")[1:]
        self.assertEqual(len(receptors), len(self.rows("receptors")))
        by_id = {row["id"]: row for row in self.rows("receptors")}
        levels = {str(level["level"]): level["name"]["zh"] for level in self.root["levels"]}
        for cells in receptors:
            row = by_id[cells[0]]
            self.assertEqual(cells[2], levels.get(row["level"], "评估范围外"))
            if row["cancer_risk"]:
                self.assertEqual(float(cells[4]), float(f"{float(row['cancer_risk']):.0e}"))
            else:
                self.assertEqual(cells[4], "–")
        changed = {row[0]: row[2] for row in page.table("其他假设")}
        for row in self.root["sensitivity"]:
            self.assertEqual(changed[row["name"]["zh"]], str(row["changed"]))
        self.assertEqual(len(page.table("发现")) - 1, len(self.root["findings"]))
        for name in ("北仑区中医院", "礁门重件码头", "北仑区公共卫生中心", "扩建"):  # a synthetic run has ids for names
            self.assertNotIn(name, page.text)
        scores = {row[0]: row for row in page.table("RMSE")}
        for field in self.root["fields"]:
            if field["cross_validation"]:
                name = next(p["name"]["zh"] for p in self.root["pollutants"] if p["key"] == field["pollutant"])
                self.assertEqual(scores[name][4], str(field["cross_validation"]["n"]))
        self.assertIn("不含 环氧乙烷", page.text)
        self.assertIn("未经地图审核,仅供内部使用", page.text)
        register = page.table("风险码")[1:]
        self.assertEqual([(row[0], row[4], row[5], row[6]) for row in register], [(f"E{n}", "–", "–", "草案") for n in range(1, 10)])
        self.assertIn(register[0][2], ("大榭", "青峙", "临港"))
        self.assertIn("编制人", page.text)
        self.assertRegex(page.text, "临港,东北方向 [0-9.]+ km")
        self.assertIn("没有与限值平均时间相同的记录,不作比较", page.text)
        self.assertNotIn("公开 ·", page.text, "nothing is public that says 仅供内部使用 beside it")
        self.assertRegex(page.text, "等级上限由各物质.*环氧乙烷单独相当于.*1e-4.*区间不含这些物质")
        wanted = [layer["id"] for layer in self.root["layers"] if layer["id"].startswith("risk-level-")]
        self.assertGreaterEqual(len(page.pictures), len(wanted))
        for picture in page.pictures:
            self.assertTrue(picture["src"].startswith("data:image/png;base64,iVBOR"))
            width, height = struct.unpack(">II", base64.b64decode(picture["src"].split(",")[1])[16:24])
            self.assertGreaterEqual(width, 174 / 25.4 * 200 - 1, "200 dots an inch on a page")
            self.assertLess(height, 0.62 * width, "as high as the extent, which is wider than high")

    def test_the_summary_has_the_runs_numbers(self):
        page = self.page("a.html")
        names = {s["key"]: s["name"]["zh"] for s in self.root["scenarios"]}
        levels = {str(level["level"]): level["name"]["zh"] for level in self.root["levels"]}
        summary = {row[0]: row[1:] for row in page.tables[1][1:]}
        areas = self.rows("areas")
        for row in areas:
            if row["zone"] == "all":
                share = float(row["share"])
                told = "< 0.1 %" if 0 < float(row["area_m2"]) and share < 0.0005 else f"{100 * share:.1f} %"
                self.assertEqual(summary[names[row["scenario"]]][4 - int(row["level"])], f"{float(row['area_m2']) / 1e6:.2f}{told}")
        statistics = self.rows("area-statistics")
        highest = {(row[0], row[1].split()[0]): row[2] for row in page.tables[2][1:]}
        for row in statistics:
            if row["extent"] == "outline":
                zone = "全图" if row["zone"] == "all" else row["zone"]
                self.assertEqual(highest[names[row["scenario"]], zone], levels[row["highest_level"]])
        for cells, table in zip(page.tables[3][1:], ("receptors", "berths")):
            known = [int(row["level"]) for row in self.rows(table) if row["level"]]
            self.assertEqual([int(cell) for cell in cells[1:7]],
                             [len(self.rows(table)), sum(n >= 3 for n in known), sum(n >= 2 for n in known), known.count(1), known.count(0),
                              len(self.rows(table)) - len(known)])
        extents = {(row[0], row[1].split()[0], row[2].split()[0]): row[3:] for row in page.table("边界")[1:]}
        self.assertEqual(len(extents), sum(row["extent"] != "outline" for row in statistics))
        for row in areas:
            for extent, word in (("inner", "内缩"), ("outer", "外扩")):
                if row[f"area_{extent}_m2"]:
                    cell = extents[names[row["scenario"]], row["zone"], word][5 - int(row["level"])]
                    self.assertEqual(cell, f"{float(row[f'area_{extent}_m2']) / 1e6:.2f}")
        kinds = page.table("数量")
        self.assertEqual(sum(int(row[-1]) for row in kinds[1:]), len(self.root["findings"]))
        self.assertIn("多数低于检出限", [row[2] for row in kinds])

    def test_advice_follows_the_rules(self):
        page = self.page("a.html")
        unknown = {row["scenario"]: float(row["unknown_share"]) for row in self.rows("area-statistics") if row["zone"] == "all"}
        self.assertEqual(page.text.count("不得按低风险处理"), sum(share >= 0.1 for share in unknown.values()))
        zones = {row["zone"] for row in self.rows("area-statistics")
                 if row["kind"] == "chemical-zone" and row["extent"] == "outline" and int(row["highest_level"]) >= 3}
        self.assertEqual(set(re.findall(r"优先核实 (\w+) ", page.text)), zones)
        gap = self.root["not_estimable"][0]
        wanted = gap["detection_limit"] * 1e-6 / max(gap["cancer_risk_at_detection_limit"].values())
        told = float(re.search(r"由 0.04 µg/m³ 降至 (\S+) µg/m³ 以下", page.text).group(1))
        self.assertTrue(told <= wanted < 2 * told, (told, wanted))
        receptors = self.rows("receptors")
        upper = sum(row["level_upper"] == "4" and row["level"] in ("1", "2", "3") for row in receptors)
        self.assertIn(f"敏感受体 {len(receptors)} 处中有 {upper} 处的等级低于 4 级而等级上限为 4 级", page.text)
        for row in self.root["sensitivity"]:
            self.assertEqual(f"改用“{row['name']['zh']}”的假设" in page.text, row["changed"] > 0)
        summary = page.text.split("表 1\u3000")[1].split("1 说明")[0]
        for word in ("安全", "无风险"):
            self.assertNotIn(word, summary)
        english = self.page("a.en.html", "--language", "en").text.split("Table 1. ")[1].split("1 What this is")[0]
        self.assertNotRegex(english, r"\bsafe\b")
        self.assertIn("must not be treated as low", english)

    def test_the_method_has_every_row_in_force(self):
        page = self.page("m.html", "--kind", "method")
        self.assertIn("环境健康风险分区分级技术方法", page.text)
        toxicity = {row[1]: row for row in page.table("RfC mg/m³")}
        for row in self.root["dose_response"]:
            cells = toxicity[row["cas"]]
            if row["ure_per_ug_m3"] is not None:
                self.assertEqual(float(cells[2]), row["ure_per_ug_m3"])
            if row["rfc_mg_m3"] is not None:
                self.assertEqual(float(cells[4]), row["rfc_mg_m3"])
            self.assertIn(row["version"], cells[6])
        scenarios = {row[0]: row[1:5] for row in page.table("ET h/d")}
        for row in self.root["scenarios"]:
            self.assertEqual([float(cell) for cell in scenarios[row["name"]["zh"]]],
                             [row["et_h"], row["ef_d"], row["ed_y"], row["lifetime_y"]])
        levels = {row[0]: row for row in page.table("致癌风险 CR")}
        self.assertEqual(levels["3"][2:], ["≥ 1e-5, < 1e-4", "≥ 3, < 10"])
        limits = page.table("限值")[1:]
        self.assertEqual(len(limits), sum(len(p["limits"]) for p in self.root["pollutants"]))
        rules = self.root["interpolation"]
        self.assertIn(f"{rules['max_distance_m']:g} m", page.text)
        self.assertIn(f"P95/P50 不超过 {rules['max_spread']:g}", page.text)
        self.assertIn(f"最小图斑 {self.root['zones']['mapping_unit_ha']:g} ha", page.text)

    def test_the_method_has_the_rules_on_enterprises(self):
        for language, heads in (("zh", ("等级", "风险码")), ("en", ("grade", "code"))):
            page = self.page("m.html", "--kind", "method", "--language", language)
            for kind, head in zip(("grade", "code"), heads):
                table = {row[0]: row[1:] for row in next(t for t in page.tables if t[0][1] == head)[1:]}
                rules = [rule for rule in self.root["source_rules"]["rules"] if rule["kind"] == kind]
                self.assertEqual(list(table), [rule["rule"] for rule in rules])
                for rule in rules:
                    cells = table[rule["rule"]]
                    self.assertEqual(cells[:2], [rule["result_name"][language], rule["name"][language]])
                    cuts = [float(cut) for cut in re.findall(r"≥ ([0-9.e]+)", cells[2])]
                    self.assertEqual(cuts, [condition["at_least"] for condition in rule["conditions"]])
            self.assertIn(self.root["source_rules"]["version"], page.text)
            drift = any(field["method"] == "external-drift" for field in self.root["fields"])
            self.assertEqual("ISC3" in page.text, drift)
            for row in self.root["sensitivity"]:
                self.assertIn(row["name"][language], page.text)
            self.assertIn({"zh": "免疫系统", "en": "immune system"}[language], page.text)
            limits = page.table({"zh": "适用", "en": "applies to"}[language])
            self.assertIn({"zh": "企业边界", "en": "enterprise boundary"}[language], [row[3] for row in limits])
            self.assertNotIn("CR_p", page.text)

    def test_a_pdf_is_text_with_embedded_fonts_on_pages_that_say_what_they_are(self):
        for kind in ("assessment", "method"):
            pdf = self.report(f"{kind}.pdf", "--kind", kind)
            html = self.page(f"{kind}.html", "--kind", kind)
            text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
            pages = text.split("\f")[:-1]
            self.assertGreater(len(pages), 2)
            for number, page in enumerate(pages, 1):
                for wanted in (self.root["id"], MARK, "未经地图审核,仅供内部使用", f"{number} / {len(pages)}"):
                    self.assertIn(words(wanted), words(page), f"{kind} page {number}")
            for heading in re.findall(r"<h2[^>]*>([^<]+)</h2>", (self.folder / f"{kind}.html").read_text(encoding="utf-8")):
                self.assertIn(words(heading), words(text))
            if kind == "assessment":
                for row in html.table("受体")[1:]:
                    self.assertIn(row[0], text)
            fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
            rows = fonts.splitlines()[2:]
            self.assertTrue(rows)
            for row in rows:
                self.assertRegex(row, r" yes +yes +(yes|no) +\d+ +0$")

    def test_contents_figures_and_tables_are_numbered(self):
        for language, figure, table in (("zh", "图", "表"), ("en", "Figure", "Table")):
            for kind in ("assessment", "method"):
                source = self.report(f"{kind}.html", "--kind", kind, "--language", language).read_text(encoding="utf-8")
                for word, tag in ((figure, "figcaption"), (table, "caption")):
                    numbers = re.findall(rf"<{tag}>{word} (\d+)[.　]", source)
                    self.assertEqual(numbers, [str(n + 1) for n in range(source.count(f"<{tag}>"))])
                self.assertEqual(source.count("<table"), source.count("<caption") + (kind == "assessment"),
                                 "every table but the signatures' has a caption")
                for address in re.findall(r'<a href="#([^"]+)">[^<]', source):
                    self.assertEqual(source.count(f'id="{address}"'), 1, address)
                entries = re.findall(r'<p class="contents-\d"><a href="#[^"]+">([^<]+)</a>', source)
                sections = [int(n) for n in re.findall(r"<h2[^>]*>(\d+) ", source)]
                self.assertEqual(sections, list(range(1, len(sections) + 1)))
                pdf = self.report(f"{kind}.pdf", "--kind", kind, "--language", language)
                text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
                pages = [words(page) for page in text.split("\f")]
                self.assertIn("目录" if language == "zh" else "Contents", pages[0])
                self.assertGreater(len(entries), 8)
                for entry in entries:
                    line = next(line for line in text.split("\n") if words(line).startswith(words(entry)))
                    number = int(line.split()[-1])
                    self.assertIn(words(entry), pages[number - 1], f"{entry} is on page {number}")

    def test_the_same_run_gives_the_same_bytes(self):
        for name in ("one.pdf", "one.html"):
            first = self.report(name, "--kind", "method").read_bytes()
            self.assertEqual(first, self.report(name, "--kind", "method").read_bytes())

    def test_english(self):
        for kind in ("assessment", "method"):
            page = self.page(f"{kind}.en.html", "--kind", kind, "--language", "en")
            self.assertIn("Chronic inhalation; outdoor air taken as all-day exposure", page.text)
            self.assertIn("unknown", page.text)

    def test_a_template_of_ones_own_and_its_faults(self):
        own = self.folder / "own.html"
        own.write_text("<html><body><h1>{{title}}</h1>{{#receptors}}<p>{{id}}: {{level}}</p>{{/receptors}}</body></html>",
                       encoding="utf-8")
        page = self.page("own-report.html", "--template", own)
        self.assertIn("R001: ", page.text)
        own.write_text("<html><body><nav/><h2 class=\"plain\">a &lt; b</h2><h2>c</h2><h3 id=\"d\">d</h3><h2 class='appendix'>e</h2><h3>f</h3>"
                       "<table id=\"t\"><caption>g</caption><tr><td>1</td></tr></table><p>H<sub>2</sub>O <a href=\"#t\"/>, <a href=\"#d\"/></p>"
                       "</body></html>", encoding="utf-8")
        page = self.page("own-report.html", "--template", own)
        self.assertEqual(page.text.split("\n")[1:6], ["a < b", "1 c", "1.1 d", "附录 A e", "A.1 f"])
        self.assertIn("H2O 表 1, 第 1.1 节", page.text)
        text = subprocess.run(["pdftotext", "-layout", self.report("own-report.pdf", "--template", own), "-"],
                              capture_output=True, text=True, check=True).stdout
        for told in ("表1g", "第1.1节", "附录Ae"):
            self.assertIn(told, words(text))
        for text, told in (
                ("<html><body>\n<p>{{titel}}</p></body></html>", "line 2: there is no 'titel'; did you mean 'title'?"),
                ("<html><body>{{#levels}}{{nam}}{{/levels}}</body></html>", "did you mean 'name'?"),
                ("<html><body>{{#levels}}</body></html>", "levels"),
                ("<html><body><p>{{title}}</body></html>", "not well-formed"),
                ("<html><body><video></video></body></html>", "<video> is not known"),
                ("<html><body><img src=\"x.png\"/></body></html>", "map:LAYER"),
                ("<html><body><img src=\"map:risk-levl\"/></body></html>", "did you mean 'risk-level'?"),
                ("<html><body><h2 id=\"one\">x</h2><p><a href=\"#on\"/></p></body></html>", "did you mean '#one'?"),
                ("<p>{{title}}</p>", "<body> is expected")):
            own.write_text(text, encoding="utf-8")
            for output in ("bad.html", "bad.pdf"):
                result = run("report", self.output, "--template", own, "--output", self.folder / output)
                self.assertEqual(result.returncode, 1, text)
                self.assertIn(told, result.stderr)
                self.assertFalse((self.folder / output).exists())

    def test_what_is_restricted_stays_out(self):
        folder = self.folder / "restricted"
        shutil.copytree(current(self.output).resolve(), folder)
        root = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        root["restricted"] = ["stations", "tables/receptors.csv"]
        (folder / "manifest.json").write_text(json.dumps(root), encoding="utf-8")
        page = self.page("r.html", run_folder=folder)
        self.assertEqual(self.told.count("\n"), 1)
        self.assertIn("tables/receptors.csv", self.told)
        self.assertNotIn("R001", page.text)
        self.assertIn("未列入本报告:stations, tables/receptors.csv", page.text)
        page = self.page("r.html", "--restricted", run_folder=folder)
        self.assertIn("R001", page.text)
        self.assertIn("内部资料,不得外传", page.text)

    def test_wrong_words_are_told_the_right_ones(self):
        for arguments, told in ((("--output", "x.doc"), "FILE.pdf or FILE.html"),
                                (("--output", "x.pdf", "--kind", "methods"), "did you mean 'method'?"),
                                (("--output", "x.pdf", "--language", "cn"), "zh, en")):
            result = run("report", self.output, *arguments, cwd=self.folder)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn(told, result.stderr)

    def test_templates_name_nothing_that_is_not_listed(self):
        listed = set(re.findall(r"`([a-z_0-9]+)`", (ROOT / "docs/reports.md").read_text(encoding="utf-8")))
        for template in (ROOT / "templates").glob("*.html"):
            for name in re.findall(r"\{\{[#^]?([a-z_0-9]+)\}\}", template.read_text(encoding="utf-8")):
                self.assertIn(name, listed, template.name)


if __name__ == "__main__":
    unittest.main(verbosity=2)

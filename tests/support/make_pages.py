"""Writes pages of enterprises into a run of make_run.py, as mapgen does."""

import hashlib
import json

SECRET = "示例企业·风险码·仅供内部"
SCRIPT = "document.documentElement.lang = 'en';"
MARK = "示例数据·非真实"


def page(enterprise, status="draft"):
    return {"enterprise": enterprise, "name": {"zh": f"企业{enterprise}", "en": f"Enterprise {enterprise}"}, "permit_number": "",
            "permit_fault": {"zh": "缺失", "en": "is missing"}, "zone": "DX", "industry": "2614", "synthetic": True, "mark": MARK,
            "rules_version": "2026-01",
            "grading": {"hazard": 2.25e8, "hazard_at_least": False, "hazard_share": 0.06, "benzene_equivalent_t_a": 8.1,
                        "emission_kg_a": 5800, "grade": "moderate", "grade_name": {"zh": "一般", "en": "moderate"}, "grade_rule": "G2",
                        "grade_rule_name": None, "code": "yellow", "code_name": {"zh": "黄码", "en": "yellow"}},
            "problems": [{"rule": "Y3", "result": "yellow", "name": {"zh": SECRET, "en": "permit"}, "source": "project default"}],
            "release": {"status": status, "name": {"zh": "草案", "en": "draft"}, "changed_since_release": False, "by": None, "time": None,
                        "run": None, "note": None},
            "substances": [], "sources": [], "surroundings": {"receptors_1km": 0, "receptors_3km": None, "receptors_5km": None,
                                                              "area_level": None}}


def digest(raw):
    return hashlib.sha256(raw).hexdigest()


def write_pages(run, statuses):
    """Pages and their index as mapgen writes them, named in the manifest."""
    folder = run / "enterprises"
    folder.mkdir(exist_ok=True)
    entries = []
    for key, status in statuses.items():
        raw = {"json": json.dumps(page(key, status), ensure_ascii=False).encode(),
               "html": f"<!doctype html><p>{key} {SECRET}<script>alert(1)</script><script>{SCRIPT}</script>".encode()}
        for kind, body in raw.items():
            (folder / f"{key}.{kind}").write_bytes(body)
        entries.append({"enterprise": key, "grade": "moderate", "code": "yellow", "status": status,
                        **{kind: {"path": f"{key}.{kind}", "sha256": digest(body)} for kind, body in raw.items()}})
    write_index(run, entries)


def write_index(run, entries):
    raw = json.dumps({"rules_version": "2026-01", "synthetic": True, "enterprises": entries}).encode()
    (run / "enterprises/index.json").write_bytes(raw)
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    manifest["enterprise_pages"] = {"path": "enterprises/index.json", "enterprises": len(entries), "rules_version": "2026-01",
                                    "sha256": digest(raw)}
    (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

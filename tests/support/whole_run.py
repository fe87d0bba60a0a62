"""Whether the current run of an output folder is whole: every file that its manifest lists is there, byte for byte."""

import contextlib
import hashlib
import json
import os
import sqlite3
from pathlib import Path


def faults(output):
    """What is wrong with OUTPUT/current, as a list of sentences; empty where it is a whole run."""
    link = Path(output) / "current"
    if not link.is_symlink():
        return ["'current' is not a symbolic link"]
    folder = Path(output) / os.readlink(link)
    try:
        root = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [f"manifest: {error}"]
    found = []
    if root["id"] != folder.name:
        found.append(f"the manifest of {folder.name} says {root['id']}")
    for entry in root["layers"] + root["tables"]:
        path = folder / entry["path"]
        if not path.is_file():
            found.append(f"{entry['path']} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            found.append(f"{entry['path']} has other bytes than the manifest says")
    found += vector_faults(folder / root["vectors"]["path"], root["vectors"]["layers"])
    for layer in root["layers"]:
        if not (folder / "styles" / layer["style"]).is_file():
            found.append(f"styles/{layer['style']} is missing")
    return found


def vector_faults(path, layers):
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as base:
            sound = base.execute("PRAGMA integrity_check").fetchone()[0]
            counts = {row["name"]: base.execute(f'SELECT count(*) FROM "{row["name"]}"').fetchone()[0] for row in layers}
    except sqlite3.Error as error:
        return [f"{path.name}: {error}"]
    wrong = [f"{path.name}: {row['name']} has {counts[row['name']]} features" for row in layers if counts[row["name"]] != row["features"]]
    return wrong + ([] if sound == "ok" else [f"{path.name}: {sound}"])

"""Runs mapgen: its progress becomes QGIS's, its messages appear in the log, its failure becomes QGIS's error."""

import json
import os
import queue
import shutil
import subprocess
import threading

from processing.core.ProcessingConfig import ProcessingConfig
from qgis.core import QgsProcessingException

from .words import say

SETTING = "RISKMAP_MAPGEN"
POLL_S = 0.2


def find_mapgen():
    path = ProcessingConfig.getSetting(SETTING) or shutil.which("mapgen")
    if path and os.access(path, os.X_OK):
        return path
    raise QgsProcessingException(say(
        f"找不到 mapgen 程序({path or 'PATH 中没有'})。请安装 riskmap,或在“设置 > 选项 > 处理 > 提供者 > Riskmap”中填写其路径。",
        f"mapgen was not found ({path or 'it is not on PATH'}). Install riskmap, or set its path under "
        "Settings > Options > Processing > Providers > Riskmap."))


def _lines_of(stream, lines):
    for line in stream:
        lines.put(line.rstrip("\n"))
    lines.put(None)


def _follow(process, feedback):
    """Reads stderr to its end; progress goes to the bar, everything else is returned. Cancelling ends the program."""
    lines = queue.Queue()
    threading.Thread(target=_lines_of, args=(process.stderr, lines), daemon=True).start()
    messages = []
    while True:
        if feedback.isCanceled():
            process.terminate()
        try:
            line = lines.get(timeout=POLL_S)
        except queue.Empty:
            continue
        if line is None:
            return messages
        if line.startswith("{"):
            state = json.loads(line)
            feedback.setProgress(100 * state.get("fraction", 0))
            feedback.setProgressText(state.get("stage", ""))
        else:
            messages.append(line)
            feedback.pushWarning(line)


def run_mapgen(arguments, feedback):
    """Its standard output. Raises QgsProcessingException with mapgen's own message where it fails."""
    command = [find_mapgen(), *map(str, arguments)]
    feedback.pushCommandInfo(subprocess.list2cmdline(command))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        output = []
        reader = threading.Thread(target=lambda: output.append(process.stdout.read()), daemon=True)
        reader.start()
        messages = _follow(process, feedback)
        reader.join()
        process.wait()
    if feedback.isCanceled():
        raise QgsProcessingException(say("已取消", "Cancelled"))
    if process.returncode != 0:
        raise QgsProcessingException("\n".join(messages) or say("mapgen 失败", "mapgen failed"))
    feedback.pushInfo(output[0])
    return output[0]

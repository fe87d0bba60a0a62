"""The Processing plugin with the real mapgen: algorithms, labels in both languages, errors."""
import os
import pathlib
import sys

sys.path += ["/usr/share/qgis/python/plugins", str(pathlib.Path(__file__).resolve().parents[2] / "packaging/qgis")]

import processing  # noqa: E402
from osgeo import gdal  # noqa: E402
from processing.core.Processing import Processing  # noqa: E402
from processing.core.ProcessingConfig import ProcessingConfig  # noqa: E402
from qgis.core import (QgsApplication, QgsProcessingException, QgsProcessingFeedback, QgsRasterLayer,  # noqa: E402
                       QgsSettings, QgsVectorLayer)
from riskmap.plugin import RiskmapPlugin  # noqa: E402

from projects import MAPGEN, current  # noqa: E402


class Feedback(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.most = 0
        self.progressChanged.connect(self.note)

    def note(self, progress):
        self.most = max(self.most, progress)


def fails(algorithm, parameters):
    """What the user is told."""
    try:
        processing.run(algorithm, parameters)
    except QgsProcessingException as error:
        return str(error)
    return ""


def check_words(report):
    registry = QgsApplication.processingRegistry()
    for locale, word in (("zh_CN", "插值"), ("en_US", "Interpolate samples")):
        QgsSettings().setValue("locale/overrideFlag", True)
        QgsSettings().setValue("locale/userLocale", locale)
        registry.providerById("riskmap").refreshAlgorithms()
        name = registry.algorithmById("riskmap:interpolate").displayName()
        report.tell(f"plugin: labels in {locale}", name == word, name)


def check_build(project, folder, report):
    feedback = Feedback()
    result = processing.run("riskmap:build", {"PROJECT": str(project), "OUTPUT": str(folder / "由 QGIS 生成")}, feedback=feedback)
    report.tell("plugin: build", os.path.isfile(result["QGIS_PROJECT"]), f"progress to {feedback.most:.0f} %")
    project.with_name("wrong.toml").write_text(project.read_text(encoding="utf-8").replace("cell_size_m", "cell_sise_m"),
                                               encoding="utf-8")
    told = fails("riskmap:build", {"PROJECT": str(project.with_name("wrong.toml")), "OUTPUT": str(folder / "none")})
    report.tell("plugin: build tells mapgen's error", "cell_sise_m" in told and "cell_size_m" in told, told.splitlines()[:1])


def check_cancel(project, folder, report):
    feedback = Feedback()
    feedback.progressChanged.connect(lambda progress: feedback.cancel() if progress > 0 else None)
    try:
        processing.run("riskmap:build", {"PROJECT": str(project), "OUTPUT": str(folder / "cancelled")}, feedback=feedback)
        told = ""
    except QgsProcessingException as error:
        told = str(error)
    left = [path.name for path in (folder / "cancelled").rglob("*.tif")] if not (folder / "cancelled/current").exists() else ["current"]
    report.tell("plugin: cancelling leaves no run", told != "" and not left, told)


def check_interpolate(output, folder, report):
    stations = QgsVectorLayer(f"{current(output)}/vectors.gpkg|layername=stations", "stations")
    box = stations.extent()
    extent = f"{box.xMinimum()},{box.xMaximum()},{box.yMinimum()},{box.yMaximum()} [EPSG:4550]"
    parameters = {"SAMPLES": stations, "VALUE": "benzene", "METHOD": 0, "TRANSFORM": 1, "CRS": "EPSG:4550", "EXTENT": extent,
                  "CELL_SIZE": 200, "OUTPUT": str(folder / "benzene.tif")}
    layer = QgsRasterLayer(processing.run("riskmap:interpolate", parameters)["OUTPUT"])
    report.tell("plugin: interpolate", layer.isValid() and layer.bandCount() == 2, f"{layer.width()} x {layer.height()}, 2 bands")
    told = fails("riskmap:interpolate", {**parameters, "CRS": "EPSG:4490"})
    report.tell("plugin: interpolate wants a projected CRS", "EPSG:4490" in told, told)
    told = fails("riskmap:interpolate", {**parameters, "EXTRA": "--max-neighbors 8"})
    report.tell("plugin: interpolate tells mapgen's error", "--max-neighbours" in told, told.splitlines()[:1])


def check_export(output, folder, report):
    parameters = {"RUN": str(output), "LAYER": "risk-level", "CRS": "EPSG:4490", "OUTPUT": str(folder / "level.tif")}
    path = processing.run("riskmap:export", parameters)["OUTPUT"]
    code = gdal.Open(path).GetSpatialRef().GetAuthorityCode(None)
    report.tell("plugin: export", code == "4490" and os.path.isfile(path[:-4] + ".qml"), f"EPSG:{code}, style beside it")
    told = fails("riskmap:export", {**parameters, "LAYER": "risk-levle"})
    report.tell("plugin: export tells mapgen's error", "did you mean 'risk-level'" in told, told.splitlines()[:1])
    ProcessingConfig.setSettingValue("RISKMAP_MAPGEN", "/nowhere/mapgen")
    told = fails("riskmap:export", parameters)
    ProcessingConfig.setSettingValue("RISKMAP_MAPGEN", MAPGEN)
    report.tell("plugin: a missing program is told", "/nowhere/mapgen" in told, told)


def check(project, output, report):
    Processing.initialize()
    plugin = RiskmapPlugin()
    plugin.initProcessing()
    ProcessingConfig.setSettingValue("RISKMAP_MAPGEN", MAPGEN)
    ids = sorted(a.id() for a in QgsApplication.processingRegistry().providerById("riskmap").algorithms())
    report.tell("plugin: algorithms", ids == ["riskmap:build", "riskmap:export", "riskmap:interpolate"], " ".join(ids))
    check_words(report)
    folder = output.parent
    check_build(project, folder, report)
    check_cancel(project, folder, report)
    check_interpolate(output, folder, report)
    check_export(output, folder, report)
    plugin.unload()

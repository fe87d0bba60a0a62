"""The group of algorithms that the toolbox shows, and the setting that says where mapgen is."""

from processing.core.ProcessingConfig import ProcessingConfig, Setting
from qgis.core import QgsProcessingProvider

from .build_run import BuildRun
from .export_layer import ExportLayer
from .interpolate import Interpolate
from .program import SETTING
from .words import say


class RiskmapProvider(QgsProcessingProvider):
    def id(self):
        return "riskmap"

    def name(self):
        return "Riskmap"

    def longName(self):
        return say("Riskmap 环境健康风险图", "Riskmap environmental-health risk maps")

    def load(self):
        ProcessingConfig.settingIcons[self.name()] = self.icon()
        ProcessingConfig.addSetting(Setting(self.name(), SETTING, say("mapgen 程序路径(空:在 PATH 中查找)",
                                                                      "Path of mapgen (empty: found on PATH)"), ""))
        ProcessingConfig.readSettings()
        self.refreshAlgorithms()
        return True

    def unload(self):
        ProcessingConfig.removeSetting(SETTING)

    def loadAlgorithms(self):
        for algorithm in (BuildRun(), Interpolate(), ExportLayer()):
            self.addAlgorithm(algorithm)

"""mapgen build."""

import os

from qgis.core import (QgsProcessingOutputFile, QgsProcessingOutputString, QgsProcessingParameterBoolean,
                       QgsProcessingParameterFile, QgsProcessingParameterFolderDestination)

from .algorithm import RiskmapAlgorithm
from .program import run_mapgen
from .words import say


class BuildRun(RiskmapAlgorithm):
    key = "build"
    title = ("生成风险图", "Build risk maps")
    help = ("由项目文件(TOML)生成一次运行:栅格、矢量、表格、样式和 QGIS 工程。输入未变时不重新生成。\n"
            "结果文件夹中的 current/project.qgz 可直接用 QGIS 打开。",
            "Builds a run from a project file (TOML): rasters, vectors, tables, styles and a QGIS project. Nothing is built "
            "where nothing changed.\nOpen current/project.qgz of the output folder in QGIS.")

    def initAlgorithm(self, configuration=None):
        self.add(QgsProcessingParameterFile("PROJECT", say("项目文件", "Project file"), extension="toml"))
        self.add(QgsProcessingParameterBoolean("FORCE", say("输入未变也重新生成", "Build although nothing changed"), False), True)
        self.add(QgsProcessingParameterFolderDestination("OUTPUT", say("结果文件夹", "Output folder")))
        self.addOutput(QgsProcessingOutputString("RUN", say("运行文件夹", "Folder of the run")))
        self.addOutput(QgsProcessingOutputFile("QGIS_PROJECT", say("QGIS 工程", "QGIS project")))

    def processAlgorithm(self, parameters, context, feedback):
        output = self.parameterAsString(parameters, "OUTPUT", context)
        arguments = ["build", self.parameterAsFile(parameters, "PROJECT", context), "--output", output, "--progress", "json"]
        if self.parameterAsBool(parameters, "FORCE", context):
            arguments.append("--force")
        run_mapgen(arguments, feedback)
        run = os.path.realpath(os.path.join(output, "current"))
        return {"OUTPUT": output, "RUN": run, "QGIS_PROJECT": os.path.join(run, "project.qgz")}

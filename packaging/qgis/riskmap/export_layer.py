"""mapgen export."""

from qgis.core import (QgsProcessingParameterBoolean, QgsProcessingParameterCrs, QgsProcessingParameterExtent,
                       QgsProcessingParameterFile, QgsProcessingParameterNumber, QgsProcessingParameterRasterDestination,
                       QgsProcessingParameterString)

from .algorithm import RiskmapAlgorithm
from .program import run_mapgen
from .words import say


class ExportLayer(RiskmapAlgorithm):
    key = "export"
    title = ("导出图层", "Export a layer")
    help = ("把一次运行的图层导出为 GeoTIFF,样式文件(.qml、.sld)写在旁边。单元格变大时,等级按 4 > 3 > 2 > 未知 > 1 取值。",
            "Writes a layer of a run as a GeoTIFF with its style (.qml, .sld) beside it. In larger cells levels follow "
            "4 > 3 > 2 > unknown > 1.")

    def initAlgorithm(self, configuration=None):
        self.add(QgsProcessingParameterFile("RUN", say("运行文件夹或结果文件夹", "Run, or output folder of builds"),
                                            QgsProcessingParameterFile.Folder))
        self.add(QgsProcessingParameterString("LAYER", say("图层编号(见 manifest.json)", "Layer id (see manifest.json)"), "risk-level"))
        self.add(QgsProcessingParameterCrs("CRS", say("坐标系(空:与运行相同)", "CRS (empty: the run's)"), optional=True))
        self.add(QgsProcessingParameterExtent("EXTENT", say("范围", "Extent"), optional=True))
        self.add(QgsProcessingParameterNumber("CELL_SIZE", say("单元格大小(米)", "Cell size (metres)"),
                                              QgsProcessingParameterNumber.Double, optional=True, minValue=0), True)
        self.add(QgsProcessingParameterBoolean("RGBA", say("输出颜色而非数值", "Colours instead of values"), False), True)
        self.add(QgsProcessingParameterRasterDestination("OUTPUT", say("导出的图层", "Exported layer")))

    def processAlgorithm(self, parameters, context, feedback):
        output = self.parameterAsOutputLayer(parameters, "OUTPUT", context)
        arguments = ["export", self.parameterAsFile(parameters, "RUN", context),
                     self.parameterAsString(parameters, "LAYER", context), "--output", output]
        crs = self.parameterAsCrs(parameters, "CRS", context)
        if crs.isValid():
            arguments += ["--crs", crs.authid()]
        if parameters.get("EXTENT"):
            box = self.parameterAsExtent(parameters, "EXTENT", context, crs)
            arguments += ["--bbox", *(repr(v) for v in (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))]
        if parameters.get("CELL_SIZE"):
            arguments += ["--cell-size", repr(self.parameterAsDouble(parameters, "CELL_SIZE", context))]
        if self.parameterAsBool(parameters, "RGBA", context):
            arguments.append("--rgba")
        run_mapgen(arguments, feedback)
        return {"OUTPUT": output}

"""mapgen interpolate, from any point layer."""

import csv
import os
import shlex
import tempfile

from qgis.core import (QgsCoordinateTransform, QgsProcessing, QgsProcessingException, QgsProcessingParameterCrs,
                       QgsProcessingParameterEnum, QgsProcessingParameterExtent, QgsProcessingParameterFeatureSource,
                       QgsProcessingParameterField, QgsProcessingParameterNumber, QgsProcessingParameterRasterDestination,
                       QgsProcessingParameterString)

from .algorithm import RiskmapAlgorithm
from .program import run_mapgen
from .words import say

METHODS = (("ordinary-kriging", "普通克里金"), ("universal-kriging", "泛克里金"), ("simple-kriging", "简单克里金"),
           ("indicator", "指示克里金"), ("idw", "反距离加权"), ("natural-neighbour", "自然邻点"), ("linear", "线性(三角网)"),
           ("spline", "样条"), ("nearest", "最近邻"))
TRANSFORMS = (("none", "无"), ("log", "对数"), ("normal-score", "正态得分"))


def choices(table):
    return [say(f"{zh} ({word})", word) for word, zh in table]


class Interpolate(RiskmapAlgorithm):
    key = "interpolate"
    title = ("插值", "Interpolate samples")
    help = ("由点图层的一个数值字段插值成栅格。克里金结果的第二波段为方差。以“<”开头的文本值视为低于检出限。\n"
            "计算在所选投影坐标系(米)中进行。",
            "Interpolates a field of a point layer to a raster. With kriging the second band is the variance. Text values that "
            "begin with '<' are below a detection limit.\nThe computation takes place in the chosen projected CRS (metres).")

    def initAlgorithm(self, configuration=None):
        self.add(QgsProcessingParameterFeatureSource("SAMPLES", say("样点图层", "Samples"), [QgsProcessing.TypeVectorPoint]))
        self.add(QgsProcessingParameterField("VALUE", say("数值字段", "Field of values"), parentLayerParameterName="SAMPLES"))
        self.add(QgsProcessingParameterEnum("METHOD", say("方法", "Method"), choices(METHODS), defaultValue=0))
        self.add(QgsProcessingParameterEnum("TRANSFORM", say("变换", "Transform"), choices(TRANSFORMS), defaultValue=0))
        self.add(QgsProcessingParameterCrs("CRS", say("投影坐标系(米)", "Projected CRS (metres)"), "ProjectCrs"))
        self.add(QgsProcessingParameterExtent("EXTENT", say("范围", "Extent")))
        self.add(QgsProcessingParameterNumber("CELL_SIZE", say("单元格大小(米)", "Cell size (metres)"),
                                              QgsProcessingParameterNumber.Double, 100, minValue=0.001))
        self.add(QgsProcessingParameterString("EXTRA", say("其他 mapgen interpolate 选项", "Further options of mapgen interpolate"),
                                              optional=True), True)
        self.add(QgsProcessingParameterRasterDestination("OUTPUT", say("插值结果", "Interpolated")))

    def write_samples(self, path, parameters, context, crs):
        """Coordinates in `crs`; features without a place or value are left out."""
        source = self.parameterAsSource(parameters, "SAMPLES", context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "SAMPLES"))
        field = self.parameterAsString(parameters, "VALUE", context)
        transform = QgsCoordinateTransform(source.sourceCrs(), crs, context.transformContext())
        with open(path, "w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(("x", "y", "value"))
            for feature in source.getFeatures():
                value = feature[field]
                if not feature.hasGeometry() or value is None or str(value) in ("", "NULL"):
                    continue
                point = transform.transform(feature.geometry().asPoint())
                table.writerow((repr(point.x()), repr(point.y()), value))

    def processAlgorithm(self, parameters, context, feedback):
        crs = self.parameterAsCrs(parameters, "CRS", context)
        if crs.isGeographic() or not crs.isValid():
            raise QgsProcessingException(say(f"坐标系 {crs.authid()} 不是以米为单位的投影坐标系,例如 EPSG:4550",
                                             f"{crs.authid()} is not a projected CRS in metres, such as EPSG:4550"))
        box = self.parameterAsExtent(parameters, "EXTENT", context, crs)
        output = self.parameterAsOutputLayer(parameters, "OUTPUT", context)
        with tempfile.TemporaryDirectory() as folder:
            samples = os.path.join(folder, "samples.csv")
            self.write_samples(samples, parameters, context, crs)
            run_mapgen(["interpolate", "--samples", samples, "--value", "value", "--crs", crs.authid(),
                        "--method", METHODS[self.parameterAsEnum(parameters, "METHOD", context)][0],
                        "--transform", TRANSFORMS[self.parameterAsEnum(parameters, "TRANSFORM", context)][0],
                        "--extent", *(repr(v) for v in (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())),
                        "--cell-size", repr(self.parameterAsDouble(parameters, "CELL_SIZE", context)),
                        "--output", output, *shlex.split(self.parameterAsString(parameters, "EXTRA", context))], feedback)
        return {"OUTPUT": output}

"""Draws layers with QGIS and counts colours."""
import collections

from qgis.core import QgsMapRendererParallelJob, QgsMapSettings
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage


def draw(layers, crs, extent, width=1400, height=920):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(crs)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(width, height))
    settings.setBackgroundColor(QColor(255, 255, 255))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def colours(image):
    """How many pixels each colour has."""
    image = image.convertToFormat(QImage.Format_RGB32)
    pixels = image.bits().asstring(image.sizeInBytes())
    counts = collections.Counter(pixels[i:i + 3] for i in range(0, len(pixels), 4))
    return {f"#{c[2]:02x}{c[1]:02x}{c[0]:02x}": n for c, n in counts.items()}


def agreement(a, b, shown):
    """The share of equal pixels among those that have one of the colours `shown` in either picture."""
    pictures = [i.convertToFormat(QImage.Format_RGB32) for i in (a, b)]
    first, second = (memoryview(p.bits().asstring(p.sizeInBytes())).cast("I") for p in pictures)
    wanted = {0xFF000000 | int(colour[1:], 16) for colour in shown}
    equal = [x == y for x, y in zip(first, second) if x in wanted or y in wanted]
    return sum(equal) / len(equal) if equal else 0

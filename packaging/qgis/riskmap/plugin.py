"""Registers the provider with QGIS."""

from qgis.core import QgsApplication

from .provider import RiskmapProvider


class RiskmapPlugin:
    def __init__(self):
        self.provider = None

    def initProcessing(self):
        self.provider = RiskmapProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        self.initProcessing()

    def unload(self):
        QgsApplication.processingRegistry().removeProvider(self.provider)

"""Riskmap in QGIS's Processing toolbox."""


def classFactory(iface):
    from .plugin import RiskmapPlugin
    return RiskmapPlugin()

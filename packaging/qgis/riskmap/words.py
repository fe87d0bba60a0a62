"""Chinese where QGIS speaks Chinese, English elsewhere."""

from qgis.core import QgsApplication


def say(zh, en):
    return zh if QgsApplication.locale().startswith("zh") else en

"""What the algorithms have in common."""

from qgis.core import QgsProcessingAlgorithm, QgsProcessingParameterDefinition

from .words import say


class RiskmapAlgorithm(QgsProcessingAlgorithm):
    """Subclasses have `key`, `title` and `help`, pairs of Chinese and English."""

    key = ""
    title = ("", "")
    help = ("", "")

    def name(self):
        return self.key

    def displayName(self):
        return say(*self.title)

    def shortHelpString(self):
        return say(*self.help)

    def createInstance(self):
        return type(self)()

    def add(self, parameter, advanced=False):
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        self.addParameter(parameter)

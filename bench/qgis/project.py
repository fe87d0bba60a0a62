"""project.qgz of a run in QGIS."""
import shutil
import time

from qgis.core import QgsProject, QgsRasterLayer

from drawing import colours, draw
from projects import current, manifest

MARK = "示例数据·非真实"
RENDERERS = {"level": "QgsPalettedRasterRenderer", "category": "QgsPalettedRasterRenderer"}


def check_styles(project, document, report):
    by_file = {layer.source().rsplit("/", 1)[-1]: layer for layer in project.mapLayers().values()}
    plain = []
    for entry in document["layers"]:
        layer = by_file[entry["path"].rsplit("/", 1)[-1]]
        expected = RENDERERS.get(entry["kind"], "QgsSingleBandPseudoColorRenderer")
        if type(layer.renderer()).__name__ != expected:
            plain.append(entry["id"])
    report.tell("every raster has classes and colours", not plain, plain or len(document["layers"]))


def check(output, picture, report):
    document = manifest(output)
    # Moved, so that only relative paths lead to its files.
    folder = output.parent / "移动 moved"
    shutil.copytree(current(output).resolve(), folder)
    project = QgsProject.instance()
    began = time.monotonic()
    report.tell("project.qgz opens", project.read(str(folder / "project.qgz")), f"{time.monotonic() - began:.2f} s")
    layers = project.mapLayers().values()
    invalid = [layer.name() for layer in layers if not layer.isValid()]
    report.tell("every layer is valid after the run was moved", not invalid, invalid or len(layers))
    leaves = project.layerTreeRoot().findLayers()
    lost = [leaf.name() for leaf in leaves if leaf.layer() is None]
    report.tell("every leaf of the tree has its layer", not lost and len(leaves) == len(layers), lost or len(leaves))
    report.tell("CRS", project.crs().authid() == document["project"]["crs"], project.crs().authid())
    report.tell("the title is marked", project.title().startswith(MARK), project.title())
    groups = [group.name() for group in project.layerTreeRoot().findGroups()]
    report.tell("groups", groups == ["叠加", "风险", "不确定性", "物质"], " ".join(groups))
    check_styles(project, document, report)
    visible = [leaf.layer() for leaf in leaves if leaf.isVisible()]
    extent = project.viewSettings().defaultViewExtent()
    image = draw(visible, project.crs(), extent)
    if picture:
        image.save(str(picture))
    levels = {entry["colour"]: entry["level"] for entry in document["levels"]}
    alone = colours(draw([layer for layer in visible if isinstance(layer, QgsRasterLayer)][-1:], project.crs(), extent))
    drawn = sorted(levels[c] for c in alone if c in levels)
    report.tell("the picture has the run's level colours", set(drawn) >= {1, 2, 3, 4}, drawn)
    grey = next(c for c, level in levels.items() if level == 0)
    report.tell("the unknown is striped", colours(image).get(grey, 0) > 1000, f"{colours(image).get(grey, 0)} pixels of {grey}")
    project.clear()

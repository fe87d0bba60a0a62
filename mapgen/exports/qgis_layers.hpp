#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "mapgen/exports/qgis_project.hpp"

namespace riskmap::exports {

/// Groups of the layer tree, drawn from the first down.
enum class QgisGroup { overlays, risk, uncertainty, substances, base };

/// One layer of a QGIS project.
struct QgisLayer {
    QgisGroup group = QgisGroup::overlays;
    std::string id;
    std::string name;
    std::string source;    ///< relative to the project
    std::string provider;  ///< gdal | ogr
    bool visible = false;
    std::string xml;  ///< its <maplayer>
};

/// A CRS as <spatialrefsys>; asks PROJ once for each.
class QgisCrs {
  public:
    /// @throws Error (data) for a CRS that is not known.
    [[nodiscard]] const std::string& operator()(const std::string& crs);

  private:
    std::map<std::string, std::string> known_;
};

/// Every layer of the run, in the order of the tree.
/// @throws Error (data) where a style cannot be read
[[nodiscard]] std::vector<QgisLayer> qgis_layers(const std::filesystem::path& run, const QgisProject& project,
                                                 QgisCrs& crs);

}  // namespace riskmap::exports

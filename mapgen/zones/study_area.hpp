#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "geocore/grid/grid.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::zones {

/// A chemical zone; its outline is in the project's CRS.
struct ChemicalZone {
    std::string id;
    std::string name_zh;
    std::string name_en;
    bool approximate = false;
    std::optional<double> uncertainty_m;
    grid::MultiPolygon area;
};

/// A polygon that statistics are made for; its outline is in the project's CRS.
struct District {
    std::string id;
    std::string name_zh;
    std::string name_en;
    grid::MultiPolygon area;
};

/// Where the map is drawn.
struct StudyArea {
    std::vector<grid::MultiPolygon> land;  ///< one per feature of the file, in the project's CRS
    std::vector<grid::MultiPolygon> land_lon_lat;
    std::vector<ChemicalZone> zones;
    std::vector<District> districts;
    std::vector<grid::Point> berths;  ///< in the project's CRS
    std::optional<grid::MultiPolygon> polygon;
};

/// What a cell belongs to, as bits.
enum MaskBit : unsigned char {
    kInside = 1,      ///< land, a zone, near a berth, or the supplied polygon: the map is drawn here
    kInZone = 2,      ///< inside a chemical zone: nobody lives here
    kWorkerArea = 4,  ///< zones and surroundings of berths: the worker scenario applies
};

/// Reads the files that the project names. @throws Error (data) naming file and feature.
[[nodiscard]] StudyArea read_study_area(const project::Project& project, std::vector<grid::Point> berths);

/// Bits of MaskBit per cell, by the cell's centre. Without land, zones and polygon the whole grid is inside.
[[nodiscard]] grid::Raster<unsigned char> draw_mask(const StudyArea& area, const project::StudyArea& options,
                                                    const grid::Grid& grid);

/// The same for one position.
[[nodiscard]] unsigned char mask_at(const StudyArea& area, const project::StudyArea& options, grid::Point p);

}  // namespace riskmap::zones

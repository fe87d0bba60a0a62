#pragma once

#include <string>
#include <vector>

#include "mapgen/exports/run_source.hpp"
#include "mapgen/exports/zip_archive.hpp"

namespace riskmap::exports {

/// "aabbggrr", as KML spells colours.
[[nodiscard]] std::string kml_colour(const style::Colour& colour, int alpha);

/// <Style> elements for levels (ids level-0 to level-4, level-none) and for layers without levels.
[[nodiscard]] std::string kml_styles(const RunSource& source);

/// The pictures that the styles use, to be packed beside the document.
[[nodiscard]] std::vector<ZipEntry> kml_icons();

/// A <Folder> of placemarks in WGS 84. @param id the layer as the run names it
[[nodiscard]] std::string kml_folder(const RunSource& source, const std::string& id, const VectorPart& part,
                                     bool visible, Language language);

}  // namespace riskmap::exports

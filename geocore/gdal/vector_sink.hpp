#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geocore/gdal/vector.hpp"

namespace riskmap::gdal {

/// Writes a GeoPackage; the same layers give the same bytes.
class GeoPackageSink {
  public:
    /// @throws Error (data) where the file cannot be created.
    explicit GeoPackageSink(const std::filesystem::path& path);
    ~GeoPackageSink();
    GeoPackageSink(const GeoPackageSink&) = delete;
    GeoPackageSink& operator=(const GeoPackageSink&) = delete;

    /// Features get their FIDs from 1 in order. `identifier` is the layer's title in the file's table of
    /// contents, its name where empty.
    void add(const VectorLayer& layer, const std::string& identifier = {});
    /// What the file says of itself, beside its layers.
    void describe(const std::vector<std::pair<std::string, std::string>>& metadata);
    /// Flushes and closes. @throws Error (data), e.g. where the disk is full.
    void finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace riskmap::gdal

#pragma once

#include <filesystem>
#include <memory>
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

    /// Features get their FIDs from 1 in order.
    void add(const VectorLayer& layer);
    /// Flushes and closes. @throws Error (data), e.g. where the disk is full.
    void finish();

  private:
    friend void write_workbook(const std::filesystem::path& path, const std::vector<VectorLayer>& sheets);
    struct State;
    std::unique_ptr<State> state_;
};

/// Writes layers without geometry as the sheets of an XLSX workbook, column names in the first row; the same
/// layers give the same bytes. @throws Error (data) where the file cannot be written.
void write_workbook(const std::filesystem::path& path, const std::vector<VectorLayer>& sheets);

}  // namespace riskmap::gdal

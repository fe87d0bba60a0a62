#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tileserver/api/target.hpp"
#include "tileserver/service/served_run.hpp"

namespace riskmap::tileserver::service {

/// What `items` asks for.
struct FeatureQuery {
    static constexpr long long kDefaultLimit = 1000;
    static constexpr long long kMostLimit = 10000;

    struct Property {
        std::size_t field = 0;
        std::string text;
        std::optional<double> number;
    };
    std::vector<grid::Box> boxes;  ///< longitude and latitude, one or the other; empty: everywhere
    std::vector<Property> properties;
    long long limit = kDefaultLimit;
    long long offset = 0;

    [[nodiscard]] bool holds(const ServedFeature& feature) const;
};

/// @throws ApiError naming the parameter and what is allowed.
[[nodiscard]] FeatureQuery parse_feature_query(const api::Target& target, const ServedCollection& collection);

/// True where the geometry and the box share a point.
[[nodiscard]] bool intersects(const gdal::Geometry& geometry, const grid::Box& box);

}  // namespace riskmap::tileserver::service

#include "geocore/core/error.hpp"
#include "geocore/crs/chinese_datum.hpp"
#include "geocore/crs/transform.hpp"
#include "mapgen/check/places_check.hpp"
#include "mapgen/observations/coordinate_text.hpp"

namespace riskmap::check {
namespace {

/// From a place's position back to the degrees that its table holds (or stands for).
class Written {
  public:
    Written(const project::Project& project, const std::string& crs)
        : datum_(crs::chinese_datum(crs)),
          to_degrees_(project.crs, datum_ ? std::string(crs::name(*datum_)) : "EPSG:4326") {}

    [[nodiscard]] std::string datum() const { return datum_ ? std::string(crs::name(*datum_)) : "WGS 84"; }
    [[nodiscard]] grid::Point degrees(grid::Point position) const {
        to_degrees_.apply({&position, 1});
        return position;
    }

  private:
    std::optional<crs::ChineseDatum> datum_;
    crs::Transform to_degrees_;
};

template <class Place>
Point plain_point(const Place& place, const Written& written) {
    Point point;
    point.row = place.row;
    point.id = place.id;
    point.name = place.name_zh;
    point.position = place.position;
    point.lon_lat = written.degrees(place.position);
    return point;
}

std::string notation_of(const observations::Berth& berth) {
    const auto position = observations::parse_position(berth.lat_text, berth.lon_text);
    const auto& coarser = position.latitude.precision_deg >= position.longitude.precision_deg
                              ? position.latitude
                              : position.longitude;
    return coarser.notation;
}

template <class Place>
PointSet plain_points(const project::Project& project, const project::DataFile& file, PointKind kind,
                      std::span<const Place> places) {
    const Written written(project, file.crs);
    PointSet set{file_name(project, file), kind, written.datum(), {}};
    for (const auto& place : places) {
        Point point = plain_point(place, written);
        // Spreadsheets drop a decimal number's trailing zeros; other notations are as somebody wrote them.
        if (!place.notation.empty() && place.notation != "decimal-degrees") {
            point.precision_m = place.precision_m;
            point.notation = place.notation;
        }
        set.points.push_back(std::move(point));
    }
    return set;
}

}  // namespace

std::string file_name(const project::Project& project, const project::DataFile& file) {
    return file.name_below(project.file.parent_path());
}

std::string file_name(const project::Project& project, const std::filesystem::path& path) {
    return path.lexically_proximate(project.file.parent_path()).generic_string();
}

PointSet station_points(const project::Project& project, std::span<const observations::Station> stations) {
    return plain_points(project, project.stations, PointKind::station, stations);
}

PointSet receptor_points(const project::Project& project, std::span<const observations::Receptor> receptors) {
    return plain_points(project, project.receptors.value(), PointKind::receptor, receptors);
}

PointSet berth_points(const project::Project& project, std::span<const observations::Berth> berths) {
    const auto& file = project.berths.value().file;
    const Written written(project, file.crs);
    PointSet set{file_name(project, file), PointKind::berth, written.datum(), {}};
    for (const auto& berth : berths) {
        Point point = plain_point(berth, written);
        point.precision_m = berth.precision_m;
        point.notation = notation_of(berth);
        point.group = berth.port_area;
        if (!berth.project_no.empty()) point.project = berth.section + '/' + berth.project_no;
        point.district = berth.district;
        set.points.push_back(std::move(point));
    }
    return set;
}

PointSet source_points(const project::Project& project, std::span<const observations::Source> sources) {
    const Written written(project, project.sources.value().crs);
    PointSet set{file_name(project, *project.sources), PointKind::source, written.datum(), {}};
    for (const auto& source : sources) {
        Point point;
        point.row = source.row;
        point.id = source.id;
        point.name = source.name_zh;
        point.position = source.position;
        point.lon_lat = written.degrees(source.position);
        set.points.push_back(std::move(point));
    }
    return set;
}

}  // namespace riskmap::check

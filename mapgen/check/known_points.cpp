#include "mapgen/check/known_points.hpp"

namespace riskmap::check {

const std::vector<KnownPoint>& known_points() {
    constexpr const char* kList2019 = "China National Environmental Monitoring Centre, station list of 2019";
    constexpr const char* kList2022 = "China National Environmental Monitoring Centre, station list of 2022";
    static const std::vector<KnownPoint> points{
        {"1234A", "区环保大楼", {121.8358, 29.9110}, kList2022},
        {"1235A", "万里学院", {121.5600, 29.8200}, kList2022},
        {"1236A", "龙赛医院", {121.7130, 29.9572}, kList2022},
        {"1237A", "三江中学", {121.5540, 29.8906}, kList2019},
        {"1239A", "钱湖水厂", {121.6330, 29.7733}, kList2022},
        {"1240A", "太古小学", {121.5856, 29.8635}, kList2022},
        {"1241A", "市环境监测中心", {121.5240, 29.8674}, kList2022},
        {"2871A", "万里国际学校", {121.6147, 29.9017}, kList2019},
        {"1258A", "定海檀枫", {122.1220, 30.0203}, kList2022},
        {"1259A", "普陀东港", {122.3094, 29.9558}, kList2022},
        {"1260A", "临城新区", {122.1900, 29.9944}, kList2022},
    };
    return points;
}

}  // namespace riskmap::check

#include <algorithm>
#include <array>

#include "mapgen/check/finding.hpp"

namespace riskmap::check {
namespace {

struct Title {
    std::string_view code;
    const char* zh;
    const char* en;
};

constexpr std::array kTitles{
    Title{"coordinate-unparsed", "坐标无法读取", "coordinate cannot be read"},
    Title{"coordinate-coarse", "坐标过粗", "coordinate too coarse"},
    Title{"coordinate-inland", "位于内陆", "far inland"},
    Title{"coordinate-outside", "在范围以外", "outside the area"},
    Title{"coordinate-outlier", "偏离同组", "far from its group"},
    Title{"coordinate-near-duplicate", "疑似重复", "nearly the same place"},
    Title{"coordinate-shared", "多处共用一个坐标", "one coordinate for several"},
    Title{"datum-suspect", "坐标系存疑", "datum in doubt"},
    Title{"unit-mixed", "单位不一", "mixed units"},
    Title{"date-before-plan", "早于规划日期", "earlier than the plan"},
    Title{"count-mismatch", "数量不符", "count does not agree"},
    Title{"input-invalid", "输入有误", "invalid input"},
    Title{"substance-unknown", "物质未知", "unknown substance"},
    Title{"substance-without-data", "物质没有数据", "substance without data"},
    Title{"mostly-below-detection", "多数低于检出限", "mostly below detection"},
    Title{"detection-limit-risk", "检出限偏高", "detection limit too high"},
    Title{"data-too-few", "数据不足", "too few data"},
    Title{"records-treated", "按规则处理的记录", "records treated by rule"},
    Title{"station-without-data", "站点没有数据", "station without data"},
    Title{"encoding-converted", "编码已转换", "encoding converted"},
    Title{"cross-validation-spread", "插值方差不可信", "variance of the field not to be trusted"},
    Title{"cross-validation-idw", "反距离加权更准", "inverse distance is nearer"},
    Title{"emission-scale", "排放清单与监测不符", "inventory and measurements disagree"},
    Title{"wind-turned", "风向疑似相反", "wind may be turned"},
    Title{"weather-speed", "风速存疑", "wind speed in doubt"},
    Title{"weather-direction", "风向存疑", "wind direction in doubt"},
    Title{"weather-calm", "静风过多", "calm too often"},
    Title{"permit-invalid", "许可证编号缺失或有误", "permit number missing or wrong"},
    Title{"permit-duplicate", "许可证编号重复", "permit number twice"},
    Title{"zone-unknown", "园区不存在", "unknown zone"},
    Title{"enterprise-unknown", "企业不存在", "unknown enterprise"},
    Title{"source-without-enterprise", "排放源没有企业", "source without an enterprise"},
    Title{"enterprise-without-emissions", "企业没有排放源", "enterprise without a source"},
    Title{"emission-unknown", "排放量不明", "amount not known"},
    Title{"password-in-file", "密码写在项目文件里", "password in the project file"},
};

}  // namespace

Text title_of(std::string_view code) {
    const auto found =
        std::find_if(kTitles.begin(), kTitles.end(), [&](const Title& t) { return t.code == code; });
    if (found == kTitles.end()) return {std::string(code), std::string(code)};
    return {found->zh, found->en};
}

}  // namespace riskmap::check

#include "mapgen/observations/column_names.hpp"

#include <algorithm>
#include <map>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::observations {
namespace {

using Names = std::vector<std::string>;

const std::map<std::string, Names, std::less<>>& alias_table() {
    static const std::map<std::string, Names, std::less<>> table{
        {"id", {"编号", "编码", "代码", "点位编号", "站点编号", "code"}},
        {"name_zh", {"名称", "点位名称", "站点名称", "中文名称", "name"}},
        {"name_en", {"英文名称", "英文名"}},
        {"type", {"类型", "类别"}},
        {"kind", {"点位类型", "站点类型"}},
        {"zone", {"园区", "所在园区", "区块"}},
        {"lon", {"经度", "longitude", "lng", "long"}},
        {"lat", {"纬度", "latitude"}},
        {"x", {"横坐标", "东坐标", "东向坐标", "easting"}},
        {"y", {"纵坐标", "北坐标", "北向坐标", "northing"}},
        {"position", {"坐标", "经纬度", "地理坐标", "coordinates", "lonlat", "latlon", "wkt"}},
        {"station", {"站点", "点位", "监测点位", "监测站点", "点位编号", "站点编号", "station_id", "site"}},
        {"pollutant", {"污染物", "监测项目", "监测因子", "因子", "项目", "指标", "substance", "parameter"}},
        {"value", {"浓度", "监测值", "监测结果", "结果", "数值", "concentration", "result"}},
        {"unit", {"单位", "浓度单位", "units"}},
        {"period_start", {"开始日期", "起始日期", "采样开始日期", "start", "start_date"}},
        {"period_end", {"结束日期", "截止日期", "采样结束日期", "end", "end_date"}},
        {"time", {"时间", "监测时间", "采样时间", "datetime", "timestamp", "timepoint"}},
        {"date", {"日期", "监测日期", "采样日期"}},
        {"hour", {"小时", "时刻"}},
        {"flag", {"标记", "数据标记", "数据标识", "标识", "flags"}},
        {"qualifier", {"限定符", "检出标记"}},
        {"detection_limit", {"检出限", "方法检出限", "mdl", "lod"}},
        {"n_samples", {"样品数", "样本数", "样品个数", "samples"}},
        {"statistic", {"统计量"}},
        {"valid", {"有效", "是否有效"}},
        {"port_area", {"港区"}},
        {"project_no", {"序号", "项目序号"}},
        {"district", {"区县", "所属区县", "行政区", "县区"}},
        {"lat_text", {"纬度", "北纬", "latitude"}},
        {"lon_text", {"经度", "东经", "longitude"}},
        {"open_year_text", {"开放时间", "拟开放时间", "启用时间"}},
        {"capacity_text", {"能力", "通过能力", "开放能力"}},
        {"source", {"来源", "数据来源"}},
        {"licence", {"许可", "许可协议", "license"}},
        {"beds", {"床位", "床位数"}},
        {"height_m", {"排放高度", "高度", "排放口高度"}},
        {"cas", {"CAS号", "CAS编号", "cas_no"}},
    };
    return table;
}

/// Small letters, '_' for spaces and hyphens.
std::string plain(std::string_view name) {
    std::string text = core::to_lower_ascii(core::trim(name));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    return text;
}

Names matching(const Names& columns, const Names& accepted) {
    Names found;
    for (const auto& column : columns) {
        const bool fits = std::any_of(accepted.begin(), accepted.end(),
                                      [&](const std::string& name) { return plain(name) == plain(column); });
        if (fits) found.push_back(column);
    }
    return found;
}

}  // namespace

const std::vector<std::string>& column_aliases(std::string_view name) {
    static const Names none;
    const auto found = alias_table().find(name);
    return found == alias_table().end() ? none : found->second;
}

std::optional<std::size_t> find_column_named(std::string_view name, const Names& columns,
                                             const std::string& path) {
    const auto index = [&](const std::string& column) {
        return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) - columns.begin());
    };
    if (const auto exact = std::find(columns.begin(), columns.end(), name); exact != columns.end())
        return static_cast<std::size_t>(exact - columns.begin());
    for (const Names& accepted : {Names{std::string(name)}, column_aliases(name)}) {
        const Names found = matching(columns, accepted);
        if (found.size() == 1) return index(found.front());
        if (found.size() > 1) {
            throw core::data_error("{}: column '{}' may be any of {}; rename the one that is meant to '{}'",
                                   path, name, core::join(found, ", "), name);
        }
    }
    return std::nullopt;
}

}  // namespace riskmap::observations

#include <array>

#include "mapgen/exports/run_source.hpp"

namespace riskmap::exports {
namespace {

struct VectorTitle {
    const char* name;
    const char* zh;
    const char* en;
};

constexpr std::array kVectors{
    VectorTitle{"zones", "化工园区", "chemical zones"},
    VectorTitle{"risk-zones", "风险分区", "risk zones"},
    VectorTitle{"stations", "监测点", "monitoring stations"},
    VectorTitle{"receptors", "敏感受体", "sensitive receptors"},
    VectorTitle{"berths", "港口泊位", "port berths"},
    VectorTitle{"sources", "污染源", "sources"},
};

constexpr std::array<std::array<const char*, 2>, 56> kColumns{{
    {"id", "编号"},
    {"name_zh", "名称"},
    {"name_en", "英文名称"},
    {"level", "风险等级"},
    {"level_upper", "等级上限(95 %)"},
    {"level_lowest", "坐标精度内最低等级"},
    {"level_highest", "坐标精度内最高等级"},
    {"scenario", "暴露情景"},
    {"area_m2", "面积 m²"},
    {"area_km2", "面积 km²"},
    {"merged_m2", "并入面积 m²"},
    {"below_unit", "小于最小图斑"},
    {"approximate", "示意范围"},
    {"uncertainty_m", "位置不确定度 m"},
    {"zone", "园区"},
    {"kind", "类别"},
    {"type", "类型"},
    {"representativeness", "代表性"},
    {"n_samples", "样品数"},
    {"remark", "备注"},
    {"precision_m", "坐标精度 m"},
    {"cancer_risk", "致癌风险"},
    {"cancer_risk_lower", "致癌风险 2.5 %"},
    {"cancer_risk_upper", "致癌风险 97.5 %"},
    {"hazard_index", "危害指数"},
    {"hazard_index_lower", "危害指数 2.5 %"},
    {"hazard_index_upper", "危害指数 97.5 %"},
    {"driver", "首要物质"},
    {"drivers", "主要物质"},
    {"reason", "原因"},
    {"zone_nearest", "最近园区"},
    {"zone_distance_m", "距园区 m"},
    {"zone_direction_zh", "园区方位"},
    {"zone_uncertainty_m", "园区距离不确定度 m"},
    {"berth_nearest", "最近泊位"},
    {"berth_distance_m", "距泊位 m"},
    {"berth_direction_zh", "泊位方位"},
    {"source_nearest", "最近污染源"},
    {"source_distance_m", "距污染源 m"},
    {"source_direction_zh", "污染源方位"},
    {"substances", "物质"},
    {"height_m", "高度 m"},
    {"enterprise", "企业"},
    {"grade", "风险等级"},
    {"code", "风险码"},
    {"code_status", "风险码状态"},
    {"findings", "数据核查"},
    {"source", "来源"},
    {"licence", "许可"},
    {"section", "岸线"},
    {"port_area", "港区"},
    {"district", "行政区"},
    {"lat_text", "纬度(原文)"},
    {"lon_text", "经度(原文)"},
    {"synthetic", "示例数据"},
    {"mark", "标记"},
}};

}  // namespace

run::Text vector_title(const std::string& name) {
    for (const auto& title : kVectors) {
        if (name == title.name) return {title.zh, title.en};
    }
    return {name, name};
}

std::string column_title(const std::string& column) {
    for (const auto& [name, zh] : kColumns) {
        if (column == name) return zh;
    }
    return column;
}

}  // namespace riskmap::exports

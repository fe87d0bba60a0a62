#include "mapgen/sheets/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "geocore/core/text.hpp"
#include "geocore/run/fixed_words.hpp"

namespace riskmap::sheets {
namespace {

constexpr Words kChinese{
    .language = Language::zh,
    .legend = "图例",
    .area_km2 = "图内面积 km²",
    .share = "占比",
    .unknown = "未知(无法估计)",
    .total = "合计",
    .symbols = "符号",
    .zone = "化工园区",
    .approximate = "示意范围",
    .outside = "评估范围外(未评估)",
    .sea = "海域(不评价)",
    .beyond = "岸线资料范围外",
    .receptors_filled = "敏感受体填色为其等级",
    .berths_filled = "泊位填色为其等级",
    .station = "监测点",
    .hospital = "敏感受体：医院",
    .school = "敏感受体：学校",
    .receptor = "敏感受体",
    .berth = "港口泊位",
    .in_map = "图内",
    .labels_left_out = "为避免压盖，省略注记",
    .north = "坐标北",
    .locator = "位置",
    .scale = "比例尺",
    .coordinates = "坐标系",
    .graticule = "经纬网 CGCS2000",
    .period = "数据时段",
    .stations = "监测点",
    .samples_each = "每点样品",
    .method = "方法",
    .left_out = "留一交叉验证典型误差",
    .stations_with = "有该物质数据",
    .stations_used = "参与插值",
    .limits = "限值",
    .limits_apart = "平均时间与本图不同，不可直接比较",
    .uncertainty = "不确定性",
    .uncertainty_field = "标准差见标准差图层，仅含插值不确定性；灰色斜线为无法估计，不等于低。",
    .uncertainty_level =
        "等级由中心估计得出;95 % "
        "上限另见“风险等级上限”图;不含毒性、采样与时间不确定性。斜线灰色为未知,不等于低。",
    .uncertainty_upper =
        "各物质单侧 95 % 上限相加(完全相关)，监测过但不可估的物质按检出限计入；上限仅含插值不确定性，"
        "不含毒性、采样与时间不确定性。灰色斜线为未知，不等于低。",
    .uncertainty_none = "该方法不给出插值方差；灰色斜线为未知，不等于低。",
    .toxicity = "毒性参数",
    .scenario = "暴露情景",
    .not_included = "不含",
    .included = "含",
    .at_limit = "按检出限计，单独相当于",
    .below_limit = "个监测点低于检出限",
    .risk_at_limit = "检出限相当于",
    .caption = run::kScopeZh,
    .caption_ambient = "室外空气浓度; 仅为内插结果",
    .default_classes = "分级为项目默认,非国家标准",
    .run = "运行编号",
    .contact = "联系",
    .compiler = "编制",
    .reviewer = "审核",
    .approver = "批准",
    .date = "日期",
    .review_number = "审图号",
    .no_review = run::kNotReviewed,
    .internal = "内部资料",
    .or_index = "或",
    .worker_note = "园区室外人员(环境空气),不替代 GBZ 2.1 职业接触评价",
    .page = "第 {} 页,共 {} 页",
    .areas_title = "各等级面积",
    .zone_page = "园区详图",
    .number = "编号",
    .name = "名称",
    .kind = "类型",
    .level = "等级",
    .level_upper = "等级上限",
    .cancer_risk = "致癌风险",
    .hazard_index = "危害指数",
    .driver = "主要物质",
    .nearest_zone = "最近园区",
    .distance = "距离 km",
    .berth_worker = "港口泊位(园区室外人员情景)",
    .contents = "目录",
    .scores_title = "留一交叉验证",
    .scores_note =
        "(ln) 者误差在对数尺度;RMSE 均方根误差,MSDR 标准化残差平方的平均值(接近 1 为好),r 相关系数。",
    .substance = "物质",
    .printed_as_cut = "等级按未修约值划分:数值取一位有效数字后与界值相同的,可仍低于界值。",
};

constexpr Words kEnglish{
    .language = Language::en,
    .legend = "Legend",
    .area_km2 = "area in map km²",
    .share = "share",
    .unknown = "unknown (not estimable)",
    .total = "total",
    .symbols = "Symbols",
    .zone = "chemical zone",
    .approximate = "示意范围, approximate",
    .outside = "outside the study extent (not assessed)",
    .sea = "sea (not assessed)",
    .beyond = "beyond the coastline file",
    .receptors_filled = "receptors are filled by level",
    .berths_filled = "berths are filled by level",
    .station = "monitoring station",
    .hospital = "receptor: hospital",
    .school = "receptor: school",
    .receptor = "sensitive receptor",
    .berth = "port berth",
    .in_map = "in the map",
    .labels_left_out = "labels left out to avoid collisions",
    .north = "grid north",
    .locator = "Location",
    .scale = "Scale",
    .coordinates = "CRS",
    .graticule = "graticule CGCS2000",
    .period = "Data period",
    .stations = "stations",
    .samples_each = "samples each",
    .method = "Method",
    .left_out = "typical error, leave-one-out",
    .stations_with = "with values of it",
    .stations_used = "used",
    .limits = "Limits",
    .limits_apart = "of other averaging times than the map, not to be compared with it",
    .uncertainty = "Uncertainty",
    .uncertainty_field =
        "standard deviation in the sd layer, of interpolation only; hatched is not estimable, which is not "
        "low.",
    .uncertainty_level =
        "levels come from central estimates; see the map of the upper level (95 %); toxicity, sampling and "
        "time are not part of it. Hatched grey is unknown, which is not low.",
    .uncertainty_upper =
        "sum of the substances' one-sided 95 % bounds (perfect correlation), with what was measured but is "
        "not "
        "estimable at its detection limit; bounds of interpolation only, without toxicity, sampling and "
        "time. "
        "Hatched grey is unknown, which is not low.",
    .uncertainty_none = "the method gives no variance; hatched grey is unknown, which is not low.",
    .toxicity = "Toxicity values",
    .scenario = "Exposure",
    .not_included = "Not included",
    .included = "Included",
    .at_limit = "taken at its detection limit, which alone stands for",
    .below_limit = "stations below the detection limit",
    .risk_at_limit = "the detection limit alone stands for",
    .caption =
        "Chronic inhalation; outdoor air taken as all-day exposure; not acute, accidents, odour or other "
        "pathways; substances added up",
    .caption_ambient = "Outdoor air concentrations; interpolated between stations",
    .default_classes = "Classes are project defaults, not a national standard",
    .run = "Run",
    .contact = "Contact",
    .compiler = "Compiled",
    .reviewer = "Reviewed",
    .approver = "Approved",
    .date = "date",
    .review_number = "Map review no.",
    .no_review = "未经地图审核,仅供内部使用 (not reviewed, internal use only)",
    .internal = "internal",
    .or_index = "or",
    .worker_note =
        "people outdoors on the sites in ambient air; no substitute for GBZ 2.1 occupational assessment",
    .page = "page {} of {}",
    .areas_title = "Area per level",
    .zone_page = "Zone",
    .number = "no.",
    .name = "name",
    .kind = "kind",
    .level = "level",
    .level_upper = "upper level",
    .cancer_risk = "cancer risk",
    .hazard_index = "hazard index",
    .driver = "driver",
    .nearest_zone = "nearest zone",
    .distance = "km",
    .berth_worker = "Port berths (outdoor worker scenario)",
    .contents = "Contents",
    .scores_title = "Leave-one-out cross-validation",
    .scores_note =
        "(ln): errors of logarithms; RMSE root mean square error, MSDR mean squared standardised residual (1 "
        "is best), "
        "r correlation.",
    .substance = "substance",
    .printed_as_cut =
        "Levels follow unrounded values: what prints like a cut to one figure may lie below it.",
};

constexpr std::array kMethods{
    Word{"external-drift", "羽流外部漂移克里金", "kriging with plumes as external drift"},
    Word{"ordinary-kriging", "普通克里金", "ordinary kriging"},
    Word{"simple-kriging", "简单克里金", "simple kriging"},
    Word{"universal-kriging", "泛克里金", "universal kriging"},
    Word{"idw", "反距离加权", "inverse distance weighting"},
};

constexpr std::array kRepresentativeness{
    Word{"annual", "年度代表性", "annual"},
    Word{"seasonal", "季节代表性", "seasonal"},
    Word{"campaign", "专项监测", "campaign"},
    Word{"short-term", "短期", "short-term"},
};

constexpr std::array kLimitClasses{
    Word{"class I", "一级", "class I"},
    Word{"class II", "二级", "class II"},
};

constexpr std::array kAveraging{
    Word{"annual", "年平均", "annual"}, Word{"24h", "24 h 平均", "24 h"},
    Word{"8h", "8 h 平均", "8 h"},      Word{"daily-max-8h", "日最大 8 h 平均", "daily maximum 8 h"},
    Word{"1h", "1 h 平均", "1 h"},
};

}  // namespace

const Words& words(Language language) {
    return language == Language::zh ? kChinese : kEnglish;
}

const std::string& of(const run::Text& text, Language language) {
    return language == Language::zh ? text.zh : text.en;
}

const std::string& of(const style::Label& label, Language language) {
    return language == Language::zh ? label.zh : label.en;
}

std::string method_name(const std::string& method, Language language) {
    return look_up(kMethods, method, language);
}

std::string representativeness_name(const std::string& word, Language language) {
    return look_up(kRepresentativeness, word, language);
}

std::string limit_class_name(const std::string& word, Language language) {
    return in_language(look_up(kLimitClasses, word, language), language);
}

std::string averaging_name(const std::string& word, Language language) {
    return look_up(kAveraging, word, language);
}

std::string in_language(const std::string& text, Language language) {
    const auto chinese = [](const std::string& part) {
        return std::any_of(part.begin(), part.end(),
                           [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    };
    for (auto at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
        const std::string tail = text.substr(at + 1);
        if (!chinese(text.substr(0, at)) || chinese(tail)) continue;
        const bool words = std::any_of(tail.begin(), tail.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        if (!words) break;
        return language == Language::zh ? text.substr(0, at) : tail;
    }
    return text;
}

std::string in_print(std::string label) {
    if (label.starts_with(">= ")) label.replace(0, 2, "≥");
    if (label.starts_with("<= ")) label.replace(0, 2, "≤");
    const auto dash = label.find(" - ");
    const auto is_number = [](const std::string& text) { return core::parse_double(text).has_value(); };
    if (dash != std::string::npos && is_number(label.substr(0, dash)) && is_number(label.substr(dash + 3)))
        label.replace(dash, 3, "–");
    return label;
}

std::string one_figure(double value) {
    if (!(value > 0)) return "0";
    if (value < 0.01) {
        std::string text = fmt::format("{:.0e}", value);
        if (const auto zero = text.find("e-0"); zero != std::string::npos) text.erase(zero + 2, 1);
        return text;
    }
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    return fmt::format("{:g}", std::round(value / power) * power);
}

std::string unit_name(const std::string& unit) {
    if (unit == "ug/m3") return "µg/m³";
    if (unit == "mg/m3") return "mg/m³";
    if (unit == "ng/m3") return "ng/m³";
    return unit;
}

}  // namespace riskmap::sheets

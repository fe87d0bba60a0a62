#include "mapgen/artefacts/layer_catalogue.hpp"

#include <array>

namespace riskmap::artefacts {
namespace {

struct Entry {
    LayerKind kind;
    const char* prefix;
    const char* manifest_kind;
    const char* quantity;
    const char* unit;  ///< nullptr: the pollutant's
    const char* title_zh;
    const char* title_en;
    const char* style;
    gdal::OverviewRule overview;
};

using gdal::OverviewRule;

constexpr std::array kLayers{
    Entry{LayerKind::concentration, "concentration-", "continuous", "concentration", nullptr, "浓度",
          "concentration", "concentration.sld", OverviewRule::average},
    Entry{LayerKind::standard_deviation, "sd-", "continuous", "standard deviation", nullptr, "浓度标准差",
          "standard deviation of concentration", "sd.sld", OverviewRule::average},
    Entry{LayerKind::exceedance, "exceedance-", "probability", "probability of exceedance", "1", "超标概率",
          "probability of exceedance", "exceedance.sld", OverviewRule::average},
    Entry{LayerKind::share, "share-", "continuous", "share of a zone", "1", "浓度份额",
          "share of the concentration", "share.sld", OverviewRule::average},
    Entry{LayerKind::cancer_risk, "cancer-risk-", "continuous", "cancer risk", "1", "致癌风险", "cancer risk",
          "cancer-risk.sld", OverviewRule::average},
    Entry{LayerKind::cancer_risk_increment, "cancer-risk-increment-", "continuous", "cancer risk increment",
          "1", "致癌风险(本底以上)", "cancer risk above background", "cancer-risk.sld",
          OverviewRule::average},
    Entry{LayerKind::substance_cancer_risk, "cancer-risk-", "continuous", "cancer risk of a substance", "1",
          "致癌风险", "cancer risk", "cancer-risk.sld", OverviewRule::average},
    Entry{LayerKind::hazard_quotient, "hazard-quotient-", "continuous", "hazard quotient", "1", "危害商",
          "hazard quotient", "hazard-index.sld", OverviewRule::average},
    Entry{LayerKind::hazard_index, "hazard-index-", "continuous", "hazard index", "1", "危害指数",
          "hazard index", "hazard-index.sld", OverviewRule::average},
    Entry{LayerKind::risk_level, "risk-level-", "level", "risk level", "1", "风险等级", "risk level",
          "risk-level.sld", OverviewRule::risk_level},
    Entry{LayerKind::risk_level_upper, "risk-level-upper-", "level", "upper risk level", "1",
          "风险等级上限(95 %,不可估物质按检出限计)",
          "upper risk level (95 %, not estimable at detection limit)", "risk-level.sld",
          OverviewRule::risk_level},
    Entry{LayerKind::driver, "driver-", "category", "driving substance", "1", "首要物质", "driving substance",
          "driver.sld", OverviewRule::nearest},
    Entry{LayerKind::status, "status-", "category", "status of the level", "1", "等级说明",
          "status of the level", "status.sld", OverviewRule::nearest},
};

}  // namespace

LayerDescription describe_layer(LayerKind kind, const std::string& key, const run::Text& name,
                                const std::string& unit) {
    for (const Entry& entry : kLayers) {
        if (entry.kind != kind) continue;
        return {entry.prefix + key,
                entry.manifest_kind,
                entry.quantity,
                entry.unit != nullptr ? entry.unit : unit,
                {name.zh + " " + entry.title_zh, name.en + ": " + entry.title_en},
                entry.style,
                entry.overview};
    }
    return {};
}

std::string overview_word(gdal::OverviewRule rule) {
    switch (rule) {
        case OverviewRule::average:
            return "average";
        case OverviewRule::risk_level:
            return "risk_level";
        case OverviewRule::level_mode:
            return "mode";
        case OverviewRule::nearest:
            return "nearest";
    }
    return "nearest";
}

}  // namespace riskmap::artefacts

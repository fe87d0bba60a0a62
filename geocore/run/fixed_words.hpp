#pragma once

namespace riskmap::run {

/// What both programs write in the same words on everything that is made from a run.

/// On everything that synthetic data touched.
inline constexpr const char* kSyntheticMark = "示例数据·非真实";

/// Where the project has no number of a map review.
inline constexpr const char* kNotReviewed = "未经地图审核,仅供内部使用";

/// What risks stand for, and what they leave out.
inline constexpr const char* kScopeZh =
    "慢性吸入; 室外浓度视同全天暴露; 不含急性、事故、异味及其他途径; 物质间按相加处理";

}  // namespace riskmap::run

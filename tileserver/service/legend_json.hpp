#pragma once

#include <nlohmann/json.hpp>

#include "geocore/style/style.hpp"
#include "tileserver/service/served_run.hpp"

namespace riskmap::tileserver::service {

/// The classes of a style, as every legend in JSON lists them: colour "#rrggbb", opacity, label, min and max
/// or value, hatched. With `cuts` also the limits of levels by cancer risk and hazard index.
[[nodiscard]] nlohmann::ordered_json classes_json(const style::Style& style,
                                                  const std::vector<LevelCut>* cuts);

template <class Text>
[[nodiscard]] nlohmann::ordered_json text_json(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

}  // namespace riskmap::tileserver::service

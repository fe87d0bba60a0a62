#include "tileserver/service/change_pair.hpp"

#include "embedded/change_level_sld.hpp"
#include "embedded/change_value_sld.hpp"
#include "tileserver/service/services.hpp"

namespace riskmap::tileserver::service {
namespace {

const ServedLayer& layer_in(const Call& call, const RunPtr& run, const std::string& id) {
    const Call other{call.request, call.target, {}, run, true, call.authorised, call.base_url, call.services};
    return other.layer(id);
}

const tiles::Palette& change_palette(bool levels) {
    static const tiles::Palette of_levels("change-level",
                                          style::parse_sld(embedded::change_level_sld, "change-level.sld"));
    static const tiles::Palette of_values("change-value",
                                          style::parse_sld(embedded::change_value_sld, "change-value.sld"));
    return levels ? of_levels : of_values;
}

}  // namespace

ChangePair change_pair(const Call& call, const std::string& layer_id) {
    auto from = pinned_run(call.services.runs, call.path.find("from")->second);
    auto to = pinned_run(call.services.runs, call.path.find("to")->second);
    const auto& before = layer_in(call, from, layer_id);
    const auto& after = layer_in(call, to, layer_id);
    if (after.meta.kind == "category" || before.meta.kind != after.meta.kind) {
        throw api::invalid_parameter("layer", layer_id, "a layer of levels or of numbers");
    }
    return {std::move(from), std::move(to), &before, &after, change_palette(after.meta.kind == "level")};
}

std::string layer_of_file(const std::string& file) {
    constexpr std::string_view kEnding = ".json";
    if (!file.ends_with(kEnding)) throw api::invalid_parameter("file", file, "LAYER.json");
    return file.substr(0, file.size() - kEnding.size());
}

Answer finished_change(Answer answer, const ChangePair& pair) {
    answer.run = pair.to;
    answer.headers.emplace_back("X-Riskmap-Run-From", pair.from->manifest.id);
    if (pair.synthetic() && !pair.to->manifest.synthetic) {
        answer.headers.emplace_back("X-Riskmap-Synthetic", "1");
    }
    return answer;
}

}  // namespace riskmap::tileserver::service

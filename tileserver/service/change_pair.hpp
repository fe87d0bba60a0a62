#pragma once

#include <string>

#include "tileserver/service/call.hpp"
#include "tileserver/tiles/change.hpp"

namespace riskmap::tileserver::service {

/// The two runs of an address and one layer of both, seen by a caller who may see it in both.
struct ChangePair {
    RunPtr from;
    RunPtr to;
    const ServedLayer* before;
    const ServedLayer* after;
    const tiles::Palette& palette;

    [[nodiscard]] bool of_levels() const { return after->meta.kind == "level"; }
    [[nodiscard]] bool synthetic() const { return from->manifest.synthetic || to->manifest.synthetic; }
    [[nodiscard]] tiles::Change change(float was, float is) const {
        return of_levels() ? tiles::change_of_levels(was, is) : tiles::change_of_values(was, is);
    }
};

/// Of the address's {from} and {to}.
/// @throws ApiError (run_unknown, layer_unknown, unauthorised; invalid_parameter for categories)
[[nodiscard]] ChangePair change_pair(const Call& call, const std::string& layer_id);
/// "LAYER.json" -> "LAYER". @throws ApiError (invalid_parameter)
[[nodiscard]] std::string layer_of_file(const std::string& file);
/// Both runs are named by the address: the answer never changes.
[[nodiscard]] Answer finished_change(Answer answer, const ChangePair& pair);

}  // namespace riskmap::tileserver::service

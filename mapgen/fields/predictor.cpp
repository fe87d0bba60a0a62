#include "mapgen/fields/predictor.hpp"

namespace riskmap::fields {

std::vector<Prediction> Predictor::leave_one_out() const {
    std::vector<Prediction> all;
    std::vector<bool> excluded(samples(), false);
    for (std::size_t i = 0; i < samples(); ++i) {
        excluded[i] = true;
        all.push_back(without(excluded, i));
        excluded[i] = false;
    }
    return all;
}

std::vector<Prediction> Predictor::held_out(const std::vector<bool>& excluded) const {
    std::vector<Prediction> some;
    for (std::size_t i = 0; i < samples(); ++i) {
        if (excluded[i]) some.push_back(without(excluded, i));
    }
    return some;
}

}  // namespace riskmap::fields

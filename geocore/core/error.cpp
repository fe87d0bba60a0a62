#include "geocore/core/error.hpp"

namespace riskmap::core {

Error::Error(ErrorKind kind, const std::string& message, std::string advice)
    : std::runtime_error(message), kind_(kind), advice_(std::move(advice)) {}

Error Error::within(const std::string& context) const {
    return {kind_, context + ": " + what(), advice_};
}

}  // namespace riskmap::core

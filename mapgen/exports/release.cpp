#include "mapgen/exports/release.hpp"

#include <algorithm>

#include "geocore/core/error.hpp"

namespace riskmap::exports {

Release::Release(const run::Manifest& manifest, const std::string& audience, bool restricted_too)
    : public_((audience.empty() ? manifest.audience : audience) == "public"),
      holds_restricted_(!manifest.restricted.empty() && (!public_ || restricted_too)) {
    if (public_ && !restricted_too) withheld_ = manifest.restricted;
}

bool Release::withholds(std::string_view id) const {
    return std::find(withheld_.begin(), withheld_.end(), id) != withheld_.end();
}

run::Text Release::audience_words() const {
    if (public_ && !holds_restricted_) return {"公开", "public"};
    return {"内部资料,不得外传", "internal, not to be passed on"};
}

void Release::require(const std::string& id, const std::string& run) const {
    if (!withholds(id)) return;
    throw core::Error(core::ErrorKind::usage,
                      "'" + id + "' of run " + run + " is restricted, and this export is for the public",
                      "--restricted exports it all the same; the file must then not be passed on");
}

}  // namespace riskmap::exports

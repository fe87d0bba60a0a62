#include "mapgen/exports/release.hpp"

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/run/fixed_words.hpp"

namespace riskmap::exports {

Release::Release(const run::Manifest& manifest, const std::string& audience, bool restricted_too)
    : public_((audience.empty() ? manifest.audience : audience) == "public"),
      holds_restricted_(!manifest.restricted.empty() && (!public_ || restricted_too)) {
    if (public_ && !restricted_too) withheld_ = manifest.restricted;
}

bool Release::withholds(std::string_view id) const {
    return std::find(withheld_.begin(), withheld_.end(), id) != withheld_.end();
}

run::Text Release::audience_words(bool reviewed) const {
    if (!public_ || holds_restricted_) return {"内部资料,不得外传", "internal, not to be passed on"};
    if (reviewed) return {"公开", "public"};
    return {"待地图审核后公开", "public once its maps are reviewed"};
}

run::Text Release::standing(const std::optional<std::string>& review_number) const {
    const bool open = public_ && !holds_restricted_;
    const run::Text none{run::kNotReviewed,
                         std::string(run::kNotReviewed) + " (not reviewed, internal use only)"};
    if (open && !review_number) return none;
    const auto words = audience_words(review_number.has_value());
    if (!review_number) return {words.zh + " · " + none.zh, words.en + " · " + none.en};
    return {words.zh + " · 审图号 " + *review_number, words.en + " · map review no. " + *review_number};
}

void Release::require(const std::string& id, const std::string& run) const {
    if (!withholds(id)) return;
    throw core::Error(core::ErrorKind::usage,
                      "'" + id + "' of run " + run + " is restricted, and this export is for the public",
                      "--restricted exports it all the same; the file must then not be passed on");
}

}  // namespace riskmap::exports

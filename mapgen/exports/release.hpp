#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geocore/run/manifest.hpp"

namespace riskmap::exports {

/// For whom an export is made, and what of a run it may therefore hold. What the manifest restricts (vector
/// layers by name, tables by path, layers by id) stays out of whatever is made for the public; an internal
/// export holds all of it and says that it is internal.
class Release {
  public:
    /// @param audience "public" or "internal"; empty: the run's own
    /// @param restricted_too include what is restricted all the same
    Release(const run::Manifest& manifest, const std::string& audience, bool restricted_too);

    [[nodiscard]] bool is_public() const { return public_; }
    [[nodiscard]] bool withholds(std::string_view id) const;
    /// Everything that stays out.
    [[nodiscard]] const std::vector<std::string>& withheld() const { return withheld_; }
    /// "内部资料,不得外传", or "公开" where the maps are reviewed and "待地图审核后公开" until then, in
    /// Chinese and English: without a review nothing is called public that says 仅供内部使用 beside it.
    [[nodiscard]] run::Text audience_words(bool reviewed) const;
    /// Both on one line, as reports have it: audience and number of the review, or that there is none.
    [[nodiscard]] run::Text standing(const std::optional<std::string>& review_number) const;
    /// @throws Error (usage) with the advice to give --restricted, where that is withheld.
    void require(const std::string& id, const std::string& run) const;

  private:
    bool public_ = false;
    bool holds_restricted_ = false;
    std::vector<std::string> withheld_;
};

}  // namespace riskmap::exports

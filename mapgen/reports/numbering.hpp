#pragma once

#include <string>

#include "mapgen/sheets/words.hpp"

namespace riskmap::reports {

/// Numbers what a template does not count by hand: <h2> and <h3> ("1", "1.1"; with class="appendix" "Appendix
/// A", "A.1"; with class="plain" nothing), <caption> ("Table 1") and <figcaption> ("Figure 1"). <nav/>
/// becomes the list of the headings after it, and an empty <a href="#id"/> the number of what has that id.
/// @param source names the template in errors
/// @throws Error (data) naming the template, where it is not well-formed or refers to an id that is not
/// there.
[[nodiscard]] std::string numbered(const std::string& html, sheets::Language language,
                                   const std::string& source);

}  // namespace riskmap::reports

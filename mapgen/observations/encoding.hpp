#pragma once

#include <string>
#include <string_view>

namespace riskmap::observations {

struct DecodedText {
    std::string text;      ///< UTF-8 without byte order mark
    std::string encoding;  ///< UTF-8, UTF-8 with BOM, GB18030
};

/// UTF-8 where the bytes are valid UTF-8, else GB18030 (GBK and GB2312 are parts of it).
/// @throws Error (data) naming the file and the offset of the first byte that is neither; text that holds a
/// zero byte (UTF-16, a spreadsheet renamed to .csv) is refused.
[[nodiscard]] DecodedText decode(std::string bytes, const std::string& path);

}  // namespace riskmap::observations

#pragma once

#include <string>

namespace riskmap::sheets {

/// The family that every sheet is set in: the first of the usual Chinese families that is installed, else any
/// font that fontconfig lists for zh-cn.
/// @throws Error (data) with the packages to install where no font covers Chinese.
[[nodiscard]] std::string chinese_font_family();

}  // namespace riskmap::sheets

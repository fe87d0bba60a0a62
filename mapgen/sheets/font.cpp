#include "mapgen/sheets/font.hpp"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "geocore/core/error.hpp"

namespace riskmap::sheets {
namespace {

struct PatternDeleter {
    void operator()(FcPattern* pattern) const noexcept { FcPatternDestroy(pattern); }
};
struct ObjectSetDeleter {
    void operator()(FcObjectSet* set) const noexcept { FcObjectSetDestroy(set); }
};
struct FontSetDeleter {
    void operator()(FcFontSet* set) const noexcept { FcFontSetDestroy(set); }
};

constexpr std::array kPreferred{"Source Han Sans SC",
                                "Source Han Sans CN",
                                "Noto Sans CJK SC",
                                "Noto Sans SC",
                                "WenQuanYi Micro Hei",
                                "Microsoft YaHei",
                                "SimHei",
                                "WenQuanYi Zen Hei",
                                "AR PL UMing CN",
                                "AR PL SungtiL GB",
                                "Droid Sans Fallback"};

std::vector<std::string> families() {
    const std::unique_ptr<FcPattern, PatternDeleter> pattern(
        FcNameParse(reinterpret_cast<const FcChar8*>(":lang=zh-cn:scalable=true")));
    const std::unique_ptr<FcObjectSet, ObjectSetDeleter> objects(FcObjectSetBuild(FC_FAMILY, nullptr));
    const std::unique_ptr<FcFontSet, FontSetDeleter> fonts(FcFontList(nullptr, pattern.get(), objects.get()));
    std::vector<std::string> names;
    for (int i = 0; fonts && i < fonts->nfont; ++i) {
        FcChar8* family = nullptr;
        if (FcPatternGetString(fonts->fonts[i], FC_FAMILY, 0, &family) == FcResultMatch) {
            names.emplace_back(reinterpret_cast<const char*>(family));
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

std::string chinese_font_family() {
    const auto installed = families();
    for (const char* wanted : kPreferred) {
        if (std::find(installed.begin(), installed.end(), wanted) != installed.end()) return wanted;
    }
    if (!installed.empty()) return installed.front();
    throw core::Error(
        core::ErrorKind::data, "no font that covers Chinese is installed; a sheet needs one",
        "install fonts-wqy-microhei or fonts-noto-cjk ('fc-list :lang=zh-cn' shows what is there)");
}

}  // namespace riskmap::sheets

#include "mapgen/observations/encoding.hpp"

#include <iconv.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <memory>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::observations {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct IconvCloser {
    void operator()(void* converter) const noexcept { iconv_close(converter); }
};
using Converter = std::unique_ptr<void, IconvCloser>;

Converter gb18030_converter() {
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    // iconv_open() reports a failure as (iconv_t)-1.
    if (std::bit_cast<std::intptr_t>(converter) == -1)
        throw core::data_error("GB18030 cannot be converted here: iconv has no table for it");
    return Converter(converter);
}

std::string from_gb18030(std::string& bytes, const std::string& path) {
    const Converter converter = gb18030_converter();
    std::string text;
    std::array<char, 4096> block{};
    char* in = bytes.data();
    std::size_t left = bytes.size();
    while (left > 0) {
        char* out = block.data();
        std::size_t room = block.size();
        const std::size_t result = iconv(converter.get(), &in, &left, &out, &room);
        const int reason = errno;
        text.append(block.data(), block.size() - room);
        if (result == static_cast<std::size_t>(-1) && reason != E2BIG) {
            throw core::data_error(
                "{}: the text is neither UTF-8 nor GB18030 (byte {}); save it as 'CSV UTF-8'", path,
                bytes.size() - left);
        }
    }
    return text;
}

}  // namespace

DecodedText decode(std::string bytes, const std::string& path) {
    if (bytes.find('\0') != std::string::npos) {
        throw core::data_error(
            "{}: a zero byte in it: this is no text in UTF-8 or GB18030; save it as 'CSV UTF-8'", path);
    }
    if (std::string_view(bytes).starts_with(kByteOrderMark)) {
        bytes.erase(0, kByteOrderMark.size());
        if (core::is_valid_utf8(bytes)) return {std::move(bytes), "UTF-8 with BOM"};
        throw core::data_error(
            "{}: a byte order mark of UTF-8 before text that is not UTF-8; save it as 'CSV UTF-8'", path);
    }
    if (core::is_valid_utf8(bytes)) return {std::move(bytes), "UTF-8"};
    return {from_gb18030(bytes, path), "GB18030"};
}

}  // namespace riskmap::observations

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// Every file beside this one but replay.cpp is one target: libFuzzer's entry point, which replay.cpp calls
/// too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace riskmap::fuzz {

/// Ends the process where an answer is not what it must be: libFuzzer and replay then keep the input.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "fuzz: %s\n", what);
    std::abort();
}

}  // namespace riskmap::fuzz

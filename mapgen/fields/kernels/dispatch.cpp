#include "mapgen/fields/kernels/dispatch.hpp"

#include <algorithm>
#include <vector>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

#ifdef RISKMAP_HAS_KERNELS
extern "C" const riskmap::fields::KernelTable riskmap_kernels_v2;
extern "C" const riskmap::fields::KernelTable riskmap_kernels_v3;
extern "C" const riskmap::fields::KernelTable riskmap_kernels_v4;
#endif

namespace riskmap::fields {
namespace {

struct Entry {
    std::string isa;
    const KernelTable* table;
    bool runs;
};

/// Best last.
const std::vector<Entry>& entries() {
    static const std::vector<Entry> all = [] {
        std::vector<Entry> list;
#ifdef RISKMAP_HAS_KERNELS
        __builtin_cpu_init();
        const bool v2 = __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt");
        const bool v3 = v2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                        __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
        const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                        __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                        __builtin_cpu_supports("avx512vl");
        list = {{"x86-64-v2", &riskmap_kernels_v2, v2},
                {"x86-64-v3", &riskmap_kernels_v3, v3},
                {"x86-64-v4", &riskmap_kernels_v4, v4}};
#endif
        return list;
    }();
    return all;
}

}  // namespace

const KernelTable* kernels(const std::string& isa) {
    const KernelTable* best = nullptr;
    std::vector<std::string> words;
    for (const auto& entry : entries()) {
        words.push_back(entry.isa);
        if (entry.isa == isa) {
            if (!entry.runs) throw core::data_error("this machine does not run {}", isa);
            return entry.table;
        }
        if (entry.runs) best = entry.table;
    }
    if (!isa.empty())
        throw core::usage_error("instruction set '{}' is not allowed (allowed: {})", isa,
                                core::join(words, ", "));
    return best;
}

}  // namespace riskmap::fields

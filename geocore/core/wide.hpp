#pragma once

/// RISKMAP_WIDE before a function makes a second copy of it for wider registers (AVX2); the loader picks what
/// the machine bears. The same bits come out: AVX2 alone has no fused multiply-add. Only for functions of one
/// .cpp that call nothing but what is inlined into them. Sanitizers are not ready yet when the loader picks.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define RISKMAP_WIDE __attribute__((target_clones("default", "avx2")))
#else
#define RISKMAP_WIDE
#endif

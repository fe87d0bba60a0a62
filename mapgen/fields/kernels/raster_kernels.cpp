// Compiled once per -march with RISKMAP_KERNELS set to the name of the only symbol that stays global. Raw
// pointers and vector extensions only: no inline function of a shared header may be emitted here. NaN is
// decided by the callers.

#include <immintrin.h>

#include "mapgen/fields/kernels/kernel_table.hpp"

namespace riskmap::fields {
namespace {

#if defined(__AVX512F__)
constexpr int kBytes = 64;
constexpr int kPanelRows = 12;
#elif defined(__AVX2__)
constexpr int kBytes = 32;
constexpr int kPanelRows = 6;
#else
constexpr int kBytes = 16;
constexpr int kPanelRows = 6;
#endif

typedef float VecF __attribute__((vector_size(kBytes), may_alias, aligned(4)));
typedef double VecD __attribute__((vector_size(kBytes), may_alias, aligned(8)));
typedef int IntF __attribute__((vector_size(kBytes)));
typedef long long IntD __attribute__((vector_size(kBytes)));

inline __attribute__((always_inline)) VecF root(VecF v) {
#if defined(__AVX512F__)
    return _mm512_sqrt_ps(v);
#elif defined(__AVX2__)
    return _mm256_sqrt_ps(v);
#else
    return _mm_sqrt_ps(v);
#endif
}

inline __attribute__((always_inline)) VecD root(VecD v) {
#if defined(__AVX512F__)
    return _mm512_sqrt_pd(v);
#elif defined(__AVX2__)
    return _mm256_sqrt_pd(v);
#else
    return _mm_sqrt_pd(v);
#endif
}

/// exp(-t) for t >= 0: 2^n 2^f with |f| <= 1/2 and the Taylor series of 2^f to float precision.
inline __attribute__((always_inline)) VecF exp_negative(VecF t) {
    const VecF u = t > 86.0F ? VecF{} - 86.0F : -t;
    const VecF shifted = u * 1.44269504088896341F + 12582912.0F;
    const VecF whole = shifted - 12582912.0F;
    // ln 2 in two parts, so that f keeps its digits (Cody and Waite 1980).
    const VecF f = u - whole * 0.693359375F + whole * 2.12194440e-4F;
    const IntF n = reinterpret_cast<IntF>(shifted) << 23;
    VecF p = f * (1.0F / 5040) + 1.0F / 720;
    p = p * f + 1.0F / 120;
    p = p * f + 1.0F / 24;
    p = p * f + 1.0F / 6;
    p = p * f + 0.5F;
    p = p * f + 1.0F;
    p = p * f + 1.0F;
    return reinterpret_cast<VecF>(reinterpret_cast<IntF>(p) + n);
}

inline __attribute__((always_inline)) VecD exp_negative(VecD t) {
    const VecD u = t > 700.0 ? VecD{} - 700.0 : -t;
    const VecD shifted = u * 1.44269504088896340736 + 6755399441055744.0;
    const VecD whole = shifted - 6755399441055744.0;
    const VecD f = u - whole * 6.93147180369123816490e-01 - whole * 1.90821492927058770002e-10;
    const IntD n = reinterpret_cast<IntD>(shifted) << 52;
    VecD p = f * (1.0 / 6227020800) + 1.0 / 479001600;
    p = p * f + 1.0 / 39916800;
    p = p * f + 1.0 / 3628800;
    p = p * f + 1.0 / 362880;
    p = p * f + 1.0 / 40320;
    p = p * f + 1.0 / 5040;
    p = p * f + 1.0 / 720;
    p = p * f + 1.0 / 120;
    p = p * f + 1.0 / 24;
    p = p * f + 1.0 / 6;
    p = p * f + 0.5;
    p = p * f + 1.0;
    p = p * f + 1.0;
    return reinterpret_cast<VecD>(reinterpret_cast<IntD>(p) + n);
}

template <class T>
struct Lanes;
template <>
struct Lanes<float> {
    using Vec = VecF;
    static constexpr int count = kBytes / 4;
};
template <>
struct Lanes<double> {
    using Vec = VecD;
    static constexpr int count = kBytes / 8;
};

template <class T, class Vec>
inline __attribute__((always_inline)) Vec cell_numbers(int first) {
    Vec v;
    for (int i = 0; i < Lanes<T>::count; ++i) v[i] = static_cast<T>(first + i);
    return v;
}

template <class Vec>
inline __attribute__((always_inline)) Vec least(Vec a, Vec b) {
    return a < b ? a : b;
}

/// Correlation at the squared reduced distance d2 (already divided by the squared range).
template <KernelShape kShape, class T, class Vec>
inline __attribute__((always_inline)) Vec correlation(Vec d2) {
    if constexpr (kShape == KernelShape::gaussian) return exp_negative(d2);
    const Vec t = root(d2);
    if constexpr (kShape == KernelShape::exponential) return exp_negative(t);
    if constexpr (kShape == KernelShape::exponential_linear) return (T{1} + t) * exp_negative(t);
    if constexpr (kShape == KernelShape::exponential_square)
        return (T{1} + t + d2 * (T{1} / T{3})) * exp_negative(t);
    const Vec c = least(t, Vec{} + T{1});
    if constexpr (kShape == KernelShape::linear) return T{1} - c;
    if constexpr (kShape == KernelShape::spherical) return T{1} - c * (T{1.5} - T{0.5} * c * c);
    const Vec c2 = c * c;
    return T{1} - c * (T{1.875} + c2 * (T{-1.25} + T{0.375} * c2));
}

/// Adds one structure's covariances of every sample with every cell to `k` (or sets them, the first time).
template <KernelShape kShape, class T>
void add_structure(const KernelSystem<T>& system, const KernelStructure& structure, const KernelRow& row,
                   int vectors, bool first, T* k) {
    using Vec = typename Lanes<T>::Vec;
    constexpr int kLanes = Lanes<T>::count;
    const T sill = static_cast<T>(structure.sill);
    const T inverse = static_cast<T>(structure.inverse_range);
    const T xx = static_cast<T>(structure.xx) * inverse, xy = static_cast<T>(structure.xy) * inverse;
    const T yx = static_cast<T>(structure.yx) * inverse, yy = static_cast<T>(structure.yy) * inverse;
    const T x0 = static_cast<T>(row.x0), y0 = static_cast<T>(row.y0), dx = static_cast<T>(row.dx);
    for (int j = 0; j < system.samples; ++j) {
        const T ox = x0 - system.x[j];
        const T oy = y0 - system.y[j];
        T* out = k + static_cast<long>(j) * kernel_cells;
        for (int v = 0; v < vectors; ++v) {
            const Vec px = cell_numbers<T, Vec>(v * kLanes) * dx + ox;
            const Vec u = px * xx + oy * xy;
            const Vec w = px * yx + oy * yy;
            Vec c = correlation<kShape, T, Vec>(u * u + w * w) * sill;
            Vec* at = reinterpret_cast<Vec*>(out + v * kLanes);
            if (!first) c += *at;
            *at = c;
        }
    }
}

template <class T>
void covariances(const KernelSystem<T>& system, const KernelRow& row, int vectors, T* k) {
    for (int s = 0; s < system.structure_count; ++s) {
        const auto& structure = system.structures[s];
        const bool first = s == 0;
        switch (structure.shape) {
            case KernelShape::spherical:
                add_structure<KernelShape::spherical>(system, structure, row, vectors, first, k);
                break;
            case KernelShape::exponential:
                add_structure<KernelShape::exponential>(system, structure, row, vectors, first, k);
                break;
            case KernelShape::gaussian:
                add_structure<KernelShape::gaussian>(system, structure, row, vectors, first, k);
                break;
            case KernelShape::linear:
                add_structure<KernelShape::linear>(system, structure, row, vectors, first, k);
                break;
            case KernelShape::pentaspherical:
                add_structure<KernelShape::pentaspherical>(system, structure, row, vectors, first, k);
                break;
            case KernelShape::exponential_linear:
                add_structure<KernelShape::exponential_linear>(system, structure, row, vectors, first, k);
                break;
            case KernelShape::exponential_square:
                add_structure<KernelShape::exponential_square>(system, structure, row, vectors, first, k);
                break;
        }
    }
}

/// kRows x `vectors` products of weights (kRows per sample, contiguous) with covariances; sums their squares.
template <int kRows, int kColumns, class T>
inline __attribute__((always_inline)) void square_panel(const T* weights, int length, const T* k,
                                                        T* squares) {
    using Vec = typename Lanes<T>::Vec;
    constexpr int kLanes = Lanes<T>::count;
    Vec sum[kRows][kColumns];
#pragma GCC unroll 16
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 4
        for (int c = 0; c < kColumns; ++c) sum[r][c] = Vec{};
    }
    for (int j = 0; j < length; ++j) {
        Vec column[kColumns];
#pragma GCC unroll 4
        for (int c = 0; c < kColumns; ++c)
            column[c] = *reinterpret_cast<const Vec*>(k + static_cast<long>(j) * kernel_cells + c * kLanes);
#pragma GCC unroll 16
        for (int r = 0; r < kRows; ++r) {
            const T w = weights[static_cast<long>(j) * kRows + r];
#pragma GCC unroll 4
            for (int c = 0; c < kColumns; ++c) sum[r][c] += column[c] * w;
        }
    }
#pragma GCC unroll 4
    for (int c = 0; c < kColumns; ++c) {
        Vec total = *reinterpret_cast<const Vec*>(squares + c * kLanes);
#pragma GCC unroll 16
        for (int r = 0; r < kRows; ++r) total += sum[r][c] * sum[r][c];
        *reinterpret_cast<Vec*>(squares + c * kLanes) = total;
    }
}

template <class T>
void squares(const KernelSystem<T>& system, int vectors, const T* k, T* result) {
    constexpr int kLanes = Lanes<T>::count;
    for (int i = 0; i < kernel_cells; ++i) result[i] = 0;
    const T* panel = system.packed;
    for (int first = 0; first < system.samples; first += kPanelRows) {
        const int length = first + kPanelRows < system.samples ? first + kPanelRows : system.samples;
        for (int v = 0; v < vectors; v += 2)
            square_panel<kPanelRows, 2>(panel, length, k + v * kLanes, result + v * kLanes);
        panel += static_cast<long>(kPanelRows) * length;
    }
}

template <class T>
void products(const KernelSystem<T>& system, int vectors, const T* k, T* result) {
    using Vec = typename Lanes<T>::Vec;
    constexpr int kLanes = Lanes<T>::count;
    for (int r = 0; r < system.row_count; ++r) {
        const T* weights = system.rows + static_cast<long>(r) * system.samples;
        for (int v = 0; v < vectors; v += 2) {
            Vec a{};
            Vec b{};
            for (int j = 0; j < system.samples; ++j) {
                const T* at = k + static_cast<long>(j) * kernel_cells + v * kLanes;
                a += *reinterpret_cast<const Vec*>(at) * weights[j];
                b += *reinterpret_cast<const Vec*>(at + kLanes) * weights[j];
            }
            T* out = result + static_cast<long>(r) * kernel_cells + v * kLanes;
            *reinterpret_cast<Vec*>(out) = a;
            *reinterpret_cast<Vec*>(out + kLanes) = b;
        }
    }
}

template <class T>
void nearest(const KernelSystem<T>& system, const KernelRow& row, int vectors, T* result) {
    using Vec = typename Lanes<T>::Vec;
    constexpr int kLanes = Lanes<T>::count;
    const T x0 = static_cast<T>(row.x0), y0 = static_cast<T>(row.y0), dx = static_cast<T>(row.dx);
    for (int v = 0; v < vectors; ++v) {
        const Vec px = cell_numbers<T, Vec>(v * kLanes) * dx + x0;
        Vec best = Vec{} + T{3e38F};
        for (int j = 0; j < system.samples; ++j) {
            const Vec ox = px - system.x[j];
            const T oy = y0 - system.y[j];
            best = least(best, ox * ox + oy * oy);
        }
        *reinterpret_cast<Vec*>(result + v * kLanes) = best;
    }
}

template <class T>
int vectors_for(int cells) {
    constexpr int kPair = 2 * Lanes<T>::count;
    return (cells + kPair - 1) / kPair * 2;
}

template <class T>
void kriging(const KernelSystem<T>& system, const KernelRow& row, T* scratch, const KernelOutput<T>& output) {
    const int vectors = vectors_for<T>(row.cells);
    covariances(system, row, vectors, scratch);
    products(system, vectors, scratch, output.products);
    if (output.squares != nullptr) squares(system, vectors, scratch, output.squares);
    if (output.squared_distance != nullptr) nearest(system, row, vectors, output.squared_distance);
}

template <int kPower>
inline __attribute__((always_inline)) VecF idw_weight(VecF d2) {
    if constexpr (kPower == 1) return 1.0F / root(d2);
    if constexpr (kPower == 2) return 1.0F / d2;
    if constexpr (kPower == 3) return 1.0F / (d2 * root(d2));
    return 1.0F / (d2 * d2);
}

template <int kPower>
void idw_row(const KernelIdw& idw, const KernelRow& row, float* value, float* squared_distance) {
    constexpr int kLanes = Lanes<float>::count;
    const float x0 = static_cast<float>(row.x0), y0 = static_cast<float>(row.y0),
                dx = static_cast<float>(row.dx);
    const int vectors = vectors_for<float>(row.cells);
    for (int v = 0; v < vectors; v += 2) {
        const VecF pa = cell_numbers<float, VecF>(v * kLanes) * dx + x0;
        const VecF pb = cell_numbers<float, VecF>((v + 1) * kLanes) * dx + x0;
        VecF wa{}, wb{}, sa{}, sb{};
        VecF na = VecF{} + 3e38F;
        VecF nb = na;
        for (int j = 0; j < idw.samples; ++j) {
            const float oy = y0 - idw.y[j];
            const float oy2 = oy * oy;
            const VecF xa = pa - idw.x[j];
            const VecF xb = pb - idw.x[j];
            const VecF da = xa * xa + oy2;
            const VecF db = xb * xb + oy2;
            na = least(na, da);
            nb = least(nb, db);
            const VecF ua = idw_weight<kPower>(da + idw.smoothing2);
            const VecF ub = idw_weight<kPower>(db + idw.smoothing2);
            wa += ua;
            wb += ub;
            sa += ua * idw.values[j];
            sb += ub * idw.values[j];
        }
        *reinterpret_cast<VecF*>(value + v * kLanes) = sa / wa;
        *reinterpret_cast<VecF*>(value + (v + 1) * kLanes) = sb / wb;
        *reinterpret_cast<VecF*>(squared_distance + v * kLanes) = na;
        *reinterpret_cast<VecF*>(squared_distance + (v + 1) * kLanes) = nb;
    }
}

void idw_cells(const KernelIdw& idw, const KernelRow& row, float* value, float* squared_distance) {
    switch (idw.power) {
        case 1:
            return idw_row<1>(idw, row, value, squared_distance);
        case 2:
            return idw_row<2>(idw, row, value, squared_distance);
        case 3:
            return idw_row<3>(idw, row, value, squared_distance);
        default:
            return idw_row<4>(idw, row, value, squared_distance);
    }
}

void exp_cells(const float* t, float* result, int count) {
    for (int i = 0; i < count; i += Lanes<float>::count) {
        *reinterpret_cast<VecF*>(result + i) = exp_negative(*reinterpret_cast<const VecF*>(t + i));
    }
}

}  // namespace
}  // namespace riskmap::fields

extern "C" __attribute__((visibility("default"))) const riskmap::fields::KernelTable RISKMAP_KERNELS;
const riskmap::fields::KernelTable RISKMAP_KERNELS{RISKMAP_KERNELS_ISA,
                                                   riskmap::fields::kPanelRows,
                                                   riskmap::fields::kriging<float>,
                                                   riskmap::fields::kriging<double>,
                                                   riskmap::fields::idw_cells,
                                                   riskmap::fields::exp_cells};

#pragma once

// Shared by the raster kernels, which are compiled once per instruction set, and their callers. Nothing here
// may hold inline functions or data: the kernels' objects keep one global symbol each.

namespace riskmap::fields {

/// Vectorised families. `exponential_linear` is Matern 1.5, `exponential_square` Matern 2.5.
enum class KernelShape {
    spherical,
    exponential,
    gaussian,
    linear,
    pentaspherical,
    exponential_linear,
    exponential_square
};

/// One structure: covariance sill * rho(distance * inverse_range) after a linear map of (dx, dy).
struct KernelStructure {
    KernelShape shape;
    double sill;
    double inverse_range;
    double xx, xy, yx, yy;  ///< map of (dx, dy) to isotropic axes
    int isotropic;          ///< the map is the identity
};

/// A run of cells in one row: centre of cell c is (x0 + c dx, y0), relative to a local origin.
struct KernelRow {
    double x0;
    double dx;
    double y0;
    int cells;
};

/// Samples and weights in T (float or double); coordinates relative to the local origin.
template <class T>
struct KernelSystem {
    int samples;
    const T* x;
    const T* y;
    const KernelStructure* structures;
    int structure_count;
    const T* rows;  ///< row_count x samples: their products with the covariances are stored
    int row_count;
    const T* packed;  ///< lower triangle in panels of panel_rows rows, see pack_lower(); null: no squares
    int panel_rows;
};

/// Room for one call: at least samples * kernel_cells values, aligned to 64 bytes.
constexpr int kernel_cells = 128;

template <class T>
struct KernelOutput {
    T* products;          ///< row_count x kernel_cells
    T* squares;           ///< kernel_cells: squared length of (lower triangle) * covariances
    T* squared_distance;  ///< kernel_cells: to the nearest sample
};

/// Inverse distance weights: value per cell and squared distance to the nearest sample.
struct KernelIdw {
    int samples;
    const float* x;
    const float* y;
    const float* values;
    int power;  ///< 1 to 4
    float smoothing2;
};

struct KernelTable {
    const char* isa;
    int panel_rows;
    void (*kriging_float)(const KernelSystem<float>&, const KernelRow&, float* scratch,
                          const KernelOutput<float>&);
    void (*kriging_double)(const KernelSystem<double>&, const KernelRow&, double* scratch,
                           const KernelOutput<double>&);
    /// `value` and `squared_distance` hold kernel_cells.
    void (*idw)(const KernelIdw&, const KernelRow&, float* value, float* squared_distance);
    /// exp(-t) of a whole number of 16 values t >= 0, for tests.
    void (*exp_negative)(const float* t, float* result, int count);
};

}  // namespace riskmap::fields

#include "mapgen/dispersion/sigma_curves.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "geocore/core/error.hpp"

namespace riskmap::dispersion {
namespace {

/// sigma = a x (1 + b x)^p, x in metres.
struct Briggs {
    double a;
    double b;
    double p;
    [[nodiscard]] double at(double x) const {
        if (p == 0) return a * x;
        const double root = std::sqrt(1 + b * x);
        return p == -0.5 ? a * x / root : p == -1 ? a * x / (root * root) : a * x * root;
    }
};

using BriggsTable = std::array<Briggs, kStabilities>;

constexpr BriggsTable kRuralY{{{0.22, 0.0001, -0.5},
                               {0.16, 0.0001, -0.5},
                               {0.11, 0.0001, -0.5},
                               {0.08, 0.0001, -0.5},
                               {0.06, 0.0001, -0.5},
                               {0.04, 0.0001, -0.5}}};
constexpr BriggsTable kRuralZ{{{0.20, 0, 0},
                               {0.12, 0, 0},
                               {0.08, 0.0002, -0.5},
                               {0.06, 0.0015, -0.5},
                               {0.03, 0.0003, -1},
                               {0.016, 0.0003, -1}}};
constexpr BriggsTable kUrbanY{{{0.32, 0.0004, -0.5},
                               {0.32, 0.0004, -0.5},
                               {0.22, 0.0004, -0.5},
                               {0.16, 0.0004, -0.5},
                               {0.11, 0.0004, -0.5},
                               {0.11, 0.0004, -0.5}}};
constexpr BriggsTable kUrbanZ{{{0.24, 0.001, 0.5},
                               {0.24, 0.001, 0.5},
                               {0.20, 0, 0},
                               {0.14, 0.0003, -0.5},
                               {0.08, 0.0015, -0.5},
                               {0.08, 0.0015, -0.5}}};

/// sigma_y = 465.11628 x tan(0.017453293 (c - d ln x)), x in km.
struct TurnerY {
    double c;
    double d;
};
constexpr std::array<TurnerY, kStabilities> kTurnerY{{{24.1670, 2.5334},
                                                      {18.3330, 1.8096},
                                                      {12.5000, 1.0857},
                                                      {8.3330, 0.72382},
                                                      {6.2500, 0.54287},
                                                      {4.1667, 0.36191}}};

/// sigma_z = a x^b up to a distance, x in km.
struct TurnerZ {
    double up_to_km;
    double a;
    double b;
};
constexpr double kFar = 1e30;
constexpr std::array kTurnerA{TurnerZ{0.10, 122.800, 0.94470}, TurnerZ{0.15, 158.080, 1.05420},
                              TurnerZ{0.20, 170.220, 1.09320}, TurnerZ{0.25, 179.520, 1.12620},
                              TurnerZ{0.30, 217.410, 1.26440}, TurnerZ{0.40, 258.890, 1.40940},
                              TurnerZ{0.50, 346.750, 1.72830}, TurnerZ{kFar, 453.850, 2.11660}};
constexpr std::array kTurnerB{TurnerZ{0.20, 90.673, 0.93198}, TurnerZ{0.40, 98.483, 0.98332},
                              TurnerZ{kFar, 109.300, 1.09710}};
constexpr std::array kTurnerC{TurnerZ{kFar, 61.141, 0.91465}};
constexpr std::array kTurnerD{TurnerZ{0.30, 34.459, 0.86974},  TurnerZ{1.00, 32.093, 0.81066},
                              TurnerZ{3.00, 32.093, 0.64403},  TurnerZ{10.00, 33.504, 0.60486},
                              TurnerZ{30.00, 36.650, 0.56589}, TurnerZ{kFar, 44.053, 0.51179}};
constexpr std::array kTurnerE{
    TurnerZ{0.10, 24.260, 0.83660},  TurnerZ{0.30, 23.331, 0.81956},  TurnerZ{1.00, 21.628, 0.75660},
    TurnerZ{2.00, 21.628, 0.63077},  TurnerZ{4.00, 22.534, 0.57154},  TurnerZ{10.00, 24.703, 0.50527},
    TurnerZ{20.00, 26.970, 0.46713}, TurnerZ{40.00, 35.420, 0.37615}, TurnerZ{kFar, 47.618, 0.29592}};
constexpr std::array kTurnerF{TurnerZ{0.20, 15.209, 0.81558},  TurnerZ{0.70, 14.457, 0.78407},
                              TurnerZ{1.00, 13.953, 0.68465},  TurnerZ{2.00, 13.953, 0.63227},
                              TurnerZ{3.00, 14.823, 0.54503},  TurnerZ{7.00, 16.187, 0.46490},
                              TurnerZ{15.00, 17.836, 0.41507}, TurnerZ{30.00, 22.651, 0.32681},
                              TurnerZ{60.00, 27.074, 0.27436}, TurnerZ{kFar, 34.219, 0.21716}};

std::span<const TurnerZ> turner_z(Stability s) {
    switch (s) {
        case Stability::a:
            return kTurnerA;
        case Stability::b:
            return kTurnerB;
        case Stability::c:
            return kTurnerC;
        case Stability::d:
            return kTurnerD;
        case Stability::e:
            return kTurnerE;
        case Stability::f:
            break;
    }
    return kTurnerF;
}

double pasquill_gifford_y(Stability s, double x_m) {
    const double km = x_m / 1000;
    const auto& row = kTurnerY[static_cast<std::size_t>(s)];
    return 465.11628 * km * std::tan(0.017453293 * (row.c - row.d * std::log(km)));
}

double pasquill_gifford_z(Stability s, double x_m) {
    constexpr double kLargest = 5000;  // ISC3's cap for A to C
    const double km = x_m / 1000;
    const auto rows = turner_z(s);
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const TurnerZ& r) { return km <= r.up_to_km; });
    return std::min(row->a * std::pow(km, row->b), kLargest);
}

constexpr double kFarthestVirtual_m = 1e6;

template <class Curve>
double invert(const Curve& curve, double sigma_m) {
    if (!(sigma_m > 0)) return 0;
    double low = 0;
    double high = 1;
    while (curve(high) < sigma_m) {
        low = high;
        high *= 2;
        if (high > kFarthestVirtual_m) return kFarthestVirtual_m;
    }
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (low + high);
        (curve(middle) < sigma_m ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

}  // namespace

SigmaCurves::SigmaCurves(Curves curves, Surface surface) : curves_(curves), surface_(surface) {
    if (curves == Curves::pasquill_gifford && surface == Surface::urban) {
        throw core::usage_error(
            "Pasquill-Gifford curves hold for rural surfaces; for 'urban' only 'briggs' is allowed");
    }
}

double SigmaCurves::sigma_y(Stability s, double x) const {
    if (!(x > 0)) return 0;
    if (curves_ == Curves::pasquill_gifford) return pasquill_gifford_y(s, x);
    return (surface_ == Surface::rural ? kRuralY : kUrbanY)[static_cast<std::size_t>(s)].at(x);
}

double SigmaCurves::sigma_z(Stability s, double x) const {
    if (!(x > 0)) return 0;
    if (curves_ == Curves::pasquill_gifford) return pasquill_gifford_z(s, x);
    return (surface_ == Surface::rural ? kRuralZ : kUrbanZ)[static_cast<std::size_t>(s)].at(x);
}

double SigmaCurves::virtual_distance_y(Stability s, double sigma_m) const {
    return invert([&](double x) { return sigma_y(s, x); }, sigma_m);
}

double SigmaCurves::virtual_distance_z(Stability s, double sigma_m) const {
    return invert([&](double x) { return sigma_z(s, x); }, sigma_m);
}

}  // namespace riskmap::dispersion

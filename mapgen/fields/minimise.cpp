#include "mapgen/fields/minimise.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::fields {
namespace {

constexpr int kMaxEvaluations = 2000;

double golden_section(const std::function<double(double)>& f, double low, double high) {
    const double ratio = 1 / std::numbers::phi;
    double a = high - ratio * (high - low);
    double b = low + ratio * (high - low);
    double fa = f(a);
    double fb = f(b);
    for (int i = 0; i < 90; ++i) {
        if (fa <= fb) {
            high = b;
            b = a;
            fb = fa;
            a = high - ratio * (high - low);
            fa = f(a);
        } else {
            low = a;
            a = b;
            fa = fb;
            b = low + ratio * (high - low);
            fb = f(b);
        }
    }
    return 0.5 * (low + high);
}

using Point = std::vector<double>;
struct Vertex {
    Point at;
    double value;
};

Point between(const Point& from, const Point& to, double factor) {
    Point result(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) result[i] = from[i] + factor * (to[i] - from[i]);
    return result;
}

class Simplex {
  public:
    Simplex(const std::function<double(const Point&)>& f, const Point& start, double step) : f_(f) {
        vertices_.push_back({start, f_(start)});
        for (std::size_t i = 0; i < start.size(); ++i) {
            auto moved = start;
            moved[i] += step;
            vertices_.push_back({moved, f_(moved)});
        }
    }
    Vertex search(double tolerance) {
        for (int i = 0; i < kMaxEvaluations; ++i) {
            std::stable_sort(vertices_.begin(), vertices_.end(),
                             [](const Vertex& a, const Vertex& b) { return a.value < b.value; });
            if (std::fabs(vertices_.back().value - vertices_.front().value) < tolerance) break;
            step();
        }
        return vertices_.front();
    }

  private:
    void step() {
        Point centre(vertices_[0].at.size(), 0.0);
        for (std::size_t v = 0; v + 1 < vertices_.size(); ++v) {
            for (std::size_t i = 0; i < centre.size(); ++i) {
                centre[i] += vertices_[v].at[i] / static_cast<double>(vertices_.size() - 1);
            }
        }
        auto& worst = vertices_.back();
        const Vertex reflected = vertex(between(centre, worst.at, -1));
        if (reflected.value < vertices_.front().value) {
            const Vertex expanded = vertex(between(centre, worst.at, -2));
            worst = expanded.value < reflected.value ? expanded : reflected;
        } else if (reflected.value < vertices_[vertices_.size() - 2].value) {
            worst = reflected;
        } else {
            const Vertex contracted =
                vertex(between(centre, reflected.value < worst.value ? reflected.at : worst.at, 0.5));
            if (contracted.value < std::fmin(reflected.value, worst.value)) {
                worst = contracted;
            } else {
                for (std::size_t v = 1; v < vertices_.size(); ++v) {
                    vertices_[v] = vertex(between(vertices_[0].at, vertices_[v].at, 0.5));
                }
            }
        }
    }
    Vertex vertex(Point at) {
        const double value = f_(at);
        return {std::move(at), value};
    }

    const std::function<double(const Point&)>& f_;
    std::vector<Vertex> vertices_;
};

}  // namespace

double minimise_on(const std::function<double(double)>& f, double low, double high, int steps) {
    const double width = (high - low) / steps;
    int best = 0;
    double least = f(low);
    for (int i = 1; i <= steps; ++i) {
        const double value = f(low + i * width);
        if (value < least) {
            least = value;
            best = i;
        }
    }
    const double at = golden_section(f, std::fmax(low, low + (best - 1) * width),
                                     std::fmin(high, low + (best + 1) * width));
    return f(at) <= least ? at : low + best * width;
}

std::vector<double> minimise_from(const std::function<double(const std::vector<double>&)>& f,
                                  std::vector<double> start, double step, double tolerance) {
    const auto first = Simplex(f, start, step).search(tolerance);
    return Simplex(f, first.at, step / 4).search(tolerance).at;
}

}  // namespace riskmap::fields

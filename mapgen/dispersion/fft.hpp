#pragma once

#include <complex>
#include <vector>

namespace riskmap::dispersion {

/// Discrete Fourier transform of one fixed length, a power of two, in place; unscaled both ways.
class Fft {
  public:
    explicit Fft(int length);
    void forward(std::vector<std::complex<double>>& values) const { run(values, false); }
    void backward(std::vector<std::complex<double>>& values) const { run(values, true); }

  private:
    void run(std::vector<std::complex<double>>& values, bool backward) const;

    std::vector<std::complex<double>> roots_;
    std::vector<std::size_t> order_;
};

}  // namespace riskmap::dispersion

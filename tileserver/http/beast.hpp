#pragma once

// Boost 1.74's Asio does not compile as C++20 unless <utility> comes first.
#include <utility>
// clang-format off: the order matters
#include <boost/asio.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
// clang-format on

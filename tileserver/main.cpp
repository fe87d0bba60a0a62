#include <fmt/format.h>

int main() {
    fmt::print(stderr, "tileserver: nothing is served yet\n");
    return 1;
}

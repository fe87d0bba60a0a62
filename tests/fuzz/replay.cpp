// Runs a fuzz target over every file of a folder and over so many variants of them, the same ones each time,
// so that every build and every sanitizer sees them without libFuzzer:  fuzz_NAME FOLDER VARIANTS
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "target.hpp"

namespace {

using Random = std::mt19937_64;

std::vector<std::string> seeds_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> seeds;
    for (const auto& path : paths) {
        std::ifstream in(path, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return seeds;
}

std::size_t below(Random& random, std::size_t limit) {
    return limit == 0 ? 0 : static_cast<std::size_t>(random() % limit);
}

/// One change: a byte, a cut, a repetition, a piece of another seed, a word that parsers stumble over.
void change(std::string& text, const std::vector<std::string>& seeds, Random& random) {
    static const std::vector<std::string> words{
        "%00", "%", "..", "-1", "1e999", "nan", "\xff", "99999999999999999999",
        "&",   "=", "\"", "<",  "]]>",   "{",   "\0",   "\r\n"};
    const std::size_t at = below(random, text.size() + 1);
    switch (random() % 6) {
        case 0:
            if (!text.empty()) text[below(random, text.size())] = static_cast<char>(random());
            break;
        case 1:
            text.erase(at, below(random, 20));
            break;
        case 2:
            text.insert(at, text.substr(below(random, text.size() + 1), below(random, 40)));
            break;
        case 3: {
            const auto& other = seeds[below(random, seeds.size())];
            text.replace(at, below(random, 10),
                         other.substr(below(random, other.size() + 1), below(random, 60)));
            break;
        }
        case 4:
            text.resize(at);
            break;
        default:
            text.insert(at, words[below(random, words.size())]);
    }
}

void run(const std::string& input) {
    (void)LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: %s FOLDER VARIANTS\n", argv[0]);
        return 2;
    }
    const auto seeds = seeds_of(argv[1]);
    if (seeds.empty()) {
        std::fprintf(stderr, "%s: no seeds\n", argv[1]);
        return 1;
    }
    run({});
    for (const auto& seed : seeds) run(seed);
    Random random(2026);
    const long variants = std::strtol(argv[2], nullptr, 10);
    for (long i = 0; i < variants; ++i) {
        std::string input = seeds[below(random, seeds.size())];
        for (std::size_t n = 1 + below(random, 4); n > 0; --n) change(input, seeds, random);
        run(input);
    }
    std::printf("%zu seeds, %ld variants\n", seeds.size(), variants);
    return 0;
}

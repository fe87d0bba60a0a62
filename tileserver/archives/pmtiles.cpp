#include <bit>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "tileserver/archives/pmtiles_directory.hpp"
#include "tileserver/archives/tile_archive.hpp"

namespace riskmap::tileserver::archives {
namespace {

constexpr std::size_t kHeader_bytes = 127;
constexpr char kGzip = 2;
constexpr char kUncompressed = 1;
constexpr char kPng = 2;
constexpr char kWebp = 4;

void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 0xffU);
}

void put_degrees(std::string& out, double degrees) {
    put(out, static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(degrees * 1e7))), 4);
}

std::string metadata_of(const ArchiveFacts& facts) {
    nlohmann::ordered_json made{{"name", facts.name},
                                {"description", facts.description},
                                {"attribution", facts.attribution},
                                {"type", "overlay"},
                                {"version", "1"}};
    for (const auto& [name, value] : facts.more) made[name] = value;
    return gzipped(made.dump());
}

/// Tiles go to a file of their own first, for the directories stand before them.
class Pmtiles : public TileArchive {
  public:
    explicit Pmtiles(std::filesystem::path output)
        : output_(std::move(output)),
          partial_(output_.string() + ".part"),
          pool_(output_.string() + ".tiles.part") {
        tiles_.open(pool_, std::ios::binary | std::ios::trunc);
        if (!tiles_) throw failure();
    }
    ~Pmtiles() override {
        tiles_.close();
        std::error_code ignored;
        std::filesystem::remove(pool_, ignored);
        std::filesystem::remove(partial_, ignored);
    }
    Pmtiles(const Pmtiles&) = delete;
    Pmtiles& operator=(const Pmtiles&) = delete;

    void add(const riskmap::tiles::TileIndex& index, const std::string& bytes) override {
        const std::uint64_t number = tile_number(index);
        const auto length = static_cast<std::uint32_t>(bytes.size());
        const auto [place, fresh] = places_.try_emplace(core::sha256_hex(bytes), size_);
        ++count_;
        if (fresh) {
            tiles_ << bytes;
            size_ += length;
        }
        if (!entries_.empty()) {
            auto& last = entries_.back();
            if (last.offset == place->second && last.tile + last.run == number) {
                ++last.run;
                return;
            }
        }
        entries_.push_back({number, place->second, length, 1});
    }

    void finish(const ArchiveFacts& facts) override {
        tiles_.close();
        if (!tiles_) throw failure();
        const auto directories = make_directories(entries_);
        const std::string metadata = metadata_of(facts);
        std::ofstream out(partial_, std::ios::binary);
        out << header(facts, directories, metadata) << directories.root << metadata << directories.leaves;
        if (size_ > 0) out << std::ifstream(pool_, std::ios::binary).rdbuf();
        out.close();
        if (!out) throw failure();
        std::filesystem::rename(partial_, output_);
    }

  private:
    [[nodiscard]] core::Error failure() const {
        return core::data_error("{}: cannot be written; is there such a folder, and room on the disk?",
                                output_.string());
    }

    [[nodiscard]] std::string header(const ArchiveFacts& facts, const Directories& directories,
                                     const std::string& metadata) const {
        std::string out = "PMTiles\x03";
        std::uint64_t at = kHeader_bytes;
        for (const std::uint64_t size :
             {std::uint64_t{directories.root.size()}, std::uint64_t{metadata.size()},
              std::uint64_t{directories.leaves.size()}, size_}) {
            put(out, at, 8);
            put(out, size, 8);
            at += size;
        }
        put(out, count_, 8);
        put(out, entries_.size(), 8);
        put(out, places_.size(), 8);
        out += '\x01';  // tiles lie in the order of their numbers
        out += kGzip;
        out += kUncompressed;
        out += facts.format == "webp" ? kWebp : kPng;
        out += static_cast<char>(facts.min_zoom);
        out += static_cast<char>(facts.max_zoom);
        const auto& b = facts.bounds;
        for (const double degrees : {b.xmin, b.ymin, b.xmax, b.ymax}) put_degrees(out, degrees);
        out += static_cast<char>(facts.min_zoom);
        put_degrees(out, (b.xmin + b.xmax) / 2);
        put_degrees(out, (b.ymin + b.ymax) / 2);
        return out;
    }

    std::filesystem::path output_;
    std::filesystem::path partial_;
    std::filesystem::path pool_;
    std::ofstream tiles_;
    std::uint64_t size_ = 0;
    std::uint64_t count_ = 0;
    std::vector<DirectoryEntry> entries_;
    std::unordered_map<std::string, std::uint64_t> places_;  // by digest
};

}  // namespace

std::uint64_t tile_number(const riskmap::tiles::TileIndex& index) {
    std::uint64_t number = 0;
    for (int z = 0; z < index.z; ++z) number += std::uint64_t{1} << (2U * static_cast<unsigned>(z));
    auto x = static_cast<std::uint64_t>(index.x);
    auto y = static_cast<std::uint64_t>(index.y);
    const std::uint64_t side = std::uint64_t{1} << static_cast<unsigned>(index.z);
    for (std::uint64_t s = side / 2; s > 0; s /= 2) {
        const std::uint64_t right = (x & s) != 0 ? 1 : 0;
        const std::uint64_t lower = (y & s) != 0 ? 1 : 0;
        number += s * s * ((3 * right) ^ lower);
        if (lower == 0) {
            if (right == 1) {
                x = side - 1 - x;
                y = side - 1 - y;
            }
            std::swap(x, y);
        }
    }
    return number;
}

std::unique_ptr<TileArchive> make_pmtiles(const std::filesystem::path& output) {
    return std::make_unique<Pmtiles>(output);
}

}  // namespace riskmap::tileserver::archives

#include "geocore/core/output_file.hpp"

#include <fstream>

#include "geocore/core/error.hpp"

namespace riskmap::core {

void write_file(const std::filesystem::path& output, const std::string& bytes) {
    const auto partial = output.string() + ".part";
    {
        std::ofstream out(partial, std::ios::binary);
        out << bytes;
        out.close();
        if (!out)
            throw data_error("{}: cannot be written; is there such a folder, and room on the disk?",
                             output.string());
    }
    std::filesystem::rename(partial, output);
}

}  // namespace riskmap::core

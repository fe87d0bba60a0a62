// Manifests: whatever the document, it is refused with a reason or its paths stay inside the run.
#include <filesystem>
#include <string>

#include "geocore/core/error.hpp"
#include "geocore/run/manifest_text.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace riskmap;
    try {
        const auto manifest =
            run::parse_manifest(std::string(reinterpret_cast<const char*>(data), size), "fuzz.json");
        fuzz::require(manifest.schema_version == 1, "another schema version was taken");
        for (const auto& layer : manifest.layers) {
            const auto path = (std::filesystem::path("/run") / layer.path).lexically_normal().string();
            fuzz::require(path.starts_with("/run/"), "a path that leads out of the run");
        }
    } catch (const core::Error& e) {
        fuzz::require(e.kind() == core::ErrorKind::data, "an error of another kind");
    }
    return 0;
}

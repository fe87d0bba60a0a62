#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "geocore/run/manifest.hpp"

namespace riskmap::tileserver::service {

/// A file of the run, by the name that the run's own index gives it.
struct PageFile {
    std::filesystem::path path;
    std::string sha256;
};

/// One enterprise of the run's register and its page (一企一档).
struct ServedEnterprise {
    std::string id;
    run::Text name;
    std::string zone;
    std::string industry;
    std::string grade;
    std::string code;
    std::string status;   ///< draft | released
    bool closed = false;  ///< a draft of a public run: it says nothing in public before a person released it
    PageFile json;
    PageFile html;
    std::string script_source;  ///< what the page's Content-Security-Policy says of scripts
};

/// What enterprises/index.json lists. Nothing else below enterprises/ is ever read.
struct EnterprisePages {
    bool present = false;     ///< the run has pages
    bool restricted = false;  ///< the run restricts its sources or its table of enterprises
    std::string rules_version;
    std::vector<ServedEnterprise> entries;

    /// Null where the register has none of that id.
    [[nodiscard]] const ServedEnterprise* find(std::string_view id) const;
};

/// Reads the index that the manifest names, and every page once: digests have to be those that the run wrote.
/// @throws core::Error (data) naming the file and what is wrong with it.
[[nodiscard]] EnterprisePages read_enterprise_pages(const std::filesystem::path& folder,
                                                    const run::Manifest& manifest);

/// @throws core::Error (data) where the file is gone or is no longer the one that was read first.
[[nodiscard]] std::string read_page(const PageFile& file);

}  // namespace riskmap::tileserver::service

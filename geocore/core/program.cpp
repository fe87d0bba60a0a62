#include "geocore/core/program.hpp"

#include <elf.h>
#include <fmt/format.h>
#include <link.h>

#include <cstring>
#include <string_view>

namespace riskmap::core {
namespace {

/// Notes lie one after the other, name and description each padded to four bytes.
std::string build_id_in(std::string_view notes) {
    const auto padded = [](std::size_t size) { return (size + 3) / 4 * 4; };
    while (notes.size() >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) head{};
        std::memcpy(&head, notes.data(), sizeof head);
        notes.remove_prefix(sizeof head);
        const std::size_t name = padded(head.n_namesz);
        const std::size_t whole = name + padded(head.n_descsz);
        if (whole > notes.size()) break;
        if (head.n_type == NT_GNU_BUILD_ID && notes.starts_with("GNU")) {
            std::string id;
            for (const char byte : notes.substr(name, head.n_descsz)) {
                id += fmt::format("{:02x}", static_cast<unsigned char>(byte));
            }
            return id;
        }
        notes.remove_prefix(whole);
    }
    return {};
}

int look_at(dl_phdr_info* info, std::size_t /*size*/, void* result) {
    auto& id = *static_cast<std::string*>(result);
    for (int i = 0; i < info->dlpi_phnum && id.empty(); ++i) {
        const auto& segment = info->dlpi_phdr[i];
        if (segment.p_type != PT_NOTE) continue;
        const auto* begin = reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr);
        id = build_id_in({begin, segment.p_memsz});
    }
    return 1;  // the program itself comes first; its libraries are not asked
}

}  // namespace

std::string build_id() {
    std::string id;
    dl_iterate_phdr(look_at, &id);
    return id;
}

}  // namespace riskmap::core

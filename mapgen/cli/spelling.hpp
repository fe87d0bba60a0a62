#pragma once

#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace riskmap::cli {

/// Refuses words that a subcommand left over. @pre the subcommand allows extras.
/// @throws Error (usage) naming the first of them and the nearest option that exists.
void refuse_extras(const CLI::App& command);

/// The meaning of a word. @throws Error (usage) naming the option, the word and the nearest right one.
template <class T>
T meaning(const char* option, const std::string& word, const std::vector<std::pair<const char*, T>>& table);

/// Throws what meaning() throws.
[[noreturn]] void refuse_word(const char* option, const std::string& word,
                              const std::vector<std::string>& allowed);

template <class T>
T meaning(const char* option, const std::string& word, const std::vector<std::pair<const char*, T>>& table) {
    std::vector<std::string> allowed;
    for (const auto& [name, value] : table) {
        if (word == name) return value;
        allowed.emplace_back(name);
    }
    refuse_word(option, word, allowed);
}

}  // namespace riskmap::cli

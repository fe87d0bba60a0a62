#pragma once

#include <string>
#include <vector>

namespace riskmap::risk {

/// What a substance is called in a table of reference values.
struct SubstanceNames {
    std::string cas;  ///< empty where the table has none
    std::string zh;
    std::string en;
    std::vector<std::string> others;
};

/// What is asked for.
struct SubstanceQuery {
    std::string cas;
    std::string zh;
    std::string en;
};

enum class SubstanceMatch {
    none,
    by_name,
    by_cas,
};

/// By CAS first: two substances that both have one match by it alone. Otherwise by any name, without regard
/// to case.
[[nodiscard]] SubstanceMatch match(const SubstanceNames& entry, const SubstanceQuery& query);

/// For the end of an error message: which entries may have been meant, by the same name under another CAS or
/// by a name or CAS nearly the same; empty where none is near.
[[nodiscard]] std::string suggest(const std::vector<SubstanceNames>& entries, const SubstanceQuery& query);

}  // namespace riskmap::risk

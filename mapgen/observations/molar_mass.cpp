#include "mapgen/observations/molar_mass.hpp"

#include <algorithm>
#include <array>

namespace riskmap::observations {
namespace {

struct Element {
    std::string_view symbol;
    double weight;
};
// Conventional values where an element's standard weight is an interval: IUPAC, Standard atomic weights of
// the elements 2021 (Pure Appl. Chem. 94, 573-600, 2022). Two letters before one.
constexpr std::array kElements{Element{"Cl", 35.45}, Element{"Br", 79.904}, Element{"H", 1.008},
                               Element{"C", 12.011}, Element{"N", 14.007},  Element{"O", 15.999},
                               Element{"F", 18.998}, Element{"S", 32.06}};

struct Substance {
    std::string_view cas;
    std::string_view formula;
};
// The gases and vapours of the built-in dose-response table and of GB 3095; isomers share their formula.
constexpr std::array kSubstances{
    Substance{"71-43-2", "C6H6"},        Substance{"106-99-0", "C4H6"},
    Substance{"75-01-4", "C2H3Cl"},      Substance{"75-21-8", "C2H4O"},
    Substance{"107-13-1", "C3H3N"},      Substance{"100-42-5", "C8H8"},
    Substance{"108-88-3", "C7H8"},       Substance{"1330-20-7", "C8H10"},
    Substance{"100-41-4", "C8H10"},      Substance{"50-00-0", "CH2O"},
    Substance{"75-07-0", "C2H4O"},       Substance{"107-06-2", "C2H4Cl2"},
    Substance{"75-56-9", "C3H6O"},       Substance{"67-56-1", "CH4O"},
    Substance{"75-44-5", "CCl2O"},       Substance{"584-84-9", "C9H6N2O2"},
    Substance{"26471-62-5", "C9H6N2O2"}, Substance{"101-68-8", "C15H10N2O2"},
    Substance{"101-77-9", "C13H14N2"},   Substance{"62-53-3", "C6H7N"},
    Substance{"91-20-3", "C10H8"},       Substance{"74-90-8", "HCN"},
    Substance{"7782-50-5", "Cl2"},       Substance{"7647-01-0", "HCl"},
    Substance{"7664-39-3", "HF"},        Substance{"7664-41-7", "NH3"},
    Substance{"7783-06-4", "H2S"},       Substance{"822-06-0", "C8H12N2O2"},
    Substance{"108-90-7", "C6H5Cl"},     Substance{"75-09-2", "CH2Cl2"},
    Substance{"67-66-3", "CHCl3"},       Substance{"56-23-5", "CCl4"},
    Substance{"79-01-6", "C2HCl3"},      Substance{"127-18-4", "C2Cl4"},
    Substance{"108-95-2", "C6H6O"},      Substance{"98-82-8", "C9H12"},
    Substance{"110-54-3", "C6H14"},      Substance{"107-02-8", "C3H4O"},
    Substance{"79-10-7", "C3H4O2"},      Substance{"80-62-6", "C5H8O2"},
    Substance{"108-05-4", "C4H6O2"},     Substance{"106-89-8", "C3H5ClO"},
    Substance{"68-12-2", "C3H7NO"},      Substance{"85-44-9", "C8H4O3"},
    Substance{"108-31-6", "C4H2O3"},     Substance{"95-80-7", "C7H10N2"},
    Substance{"7446-09-5", "SO2"},       Substance{"10102-44-0", "NO2"},
    Substance{"10102-43-9", "NO"},       Substance{"630-08-0", "CO"},
    Substance{"10028-15-6", "O3"},       Substance{"95-47-6", "C8H10"},
    Substance{"108-38-3", "C8H10"},      Substance{"106-42-3", "C8H10"},
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<double> molar_mass_of_formula(std::string_view formula) {
    if (formula.empty()) return std::nullopt;
    double mass = 0;
    while (!formula.empty()) {
        const auto element = std::find_if(kElements.begin(), kElements.end(),
                                          [&](const Element& e) { return formula.starts_with(e.symbol); });
        if (element == kElements.end()) return std::nullopt;
        formula.remove_prefix(element->symbol.size());
        int count = 0;
        for (; !formula.empty() && is_digit(formula.front()) && count < 1000; formula.remove_prefix(1)) {
            count = count * 10 + (formula.front() - '0');
        }
        mass += element->weight * (count == 0 ? 1 : count);
    }
    return mass;
}

std::optional<double> molar_mass_of_cas(std::string_view cas) {
    const auto found = std::find_if(kSubstances.begin(), kSubstances.end(),
                                    [&](const Substance& s) { return s.cas == cas; });
    return found == kSubstances.end() ? std::nullopt : molar_mass_of_formula(found->formula);
}

}  // namespace riskmap::observations

#include "mapgen/check/enterprise_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "geocore/core/text.hpp"
#include "mapgen/check/places_check.hpp"
#include "mapgen/sources/permit_number.hpp"

namespace riskmap::check {
namespace {

using sources::Emission;
using sources::Enterprise;

class EnterpriseCheck {
  public:
    EnterpriseCheck(const project::Project& project, const std::vector<Enterprise>& enterprises,
                    const std::vector<Emission>& emissions)
        : register_file_(file_name(project, project.enterprises->file)),
          source_file_(file_name(project, *project.sources)),
          enterprises_(enterprises),
          emissions_(emissions) {}

    void judge_permits() {
        std::map<std::string, std::string> holders;
        for (const auto& e : enterprises_) {
            if (const auto fault = sources::permit_fault(e.permit_number)) {
                auto& finding = add(Severity::warning, "permit-invalid", e);
                finding.found = {fmt::format("排污许可证编号“{}”{}", e.permit_number, fault->zh),
                                 fmt::format("permit number '{}': {}", e.permit_number, fault->en)};
                finding.expected = {
                    "22位: 统一社会信用代码18位(GB 32100)+顺序码3位+1位(HJ 608-2017)",
                    "22 characters: the unified social credit code (GB 32100), a serial number of 3 "
                    "digits and one character (HJ 608-2017)"};
                finding.advice = {"与全国排污许可证管理信息平台核对", "compare with the permit itself"};
                continue;
            }
            const auto [holder, is_new] = holders.emplace(e.permit_number, e.id);
            if (is_new) continue;
            auto& finding = add(Severity::warning, "permit-duplicate", e);
            finding.other_id = holder->second;
            finding.found = {fmt::format("与企业{}的排污许可证编号相同", holder->second),
                             fmt::format("has the permit number of enterprise {}", holder->second)};
            finding.expected = {"每个排污单位一个编号", "one permit number per enterprise"};
        }
    }

    void judge_zones(const zones::StudyArea& area) {
        std::vector<std::string> known;
        for (const auto& zone : area.zones) known.push_back(zone.id);
        if (known.empty()) return;
        for (const auto& e : enterprises_) {
            if (std::find(known.begin(), known.end(), e.zone) != known.end()) continue;
            auto& finding = add(Severity::warning, "zone-unknown", e);
            finding.found = {fmt::format("园区“{}”不在园区图层中", e.zone),
                             fmt::format("zone '{}' is not among the zones of the map{}", e.zone,
                                         core::suggestion(e.zone, known))};
            finding.expected = {core::join(known, ", "), core::join(known, ", ")};
            finding.advice = {"管控清单按此列分区", "the control list is divided by this column"};
        }
    }

    void judge_emissions() {
        std::vector<std::string> ids;
        std::set<std::string> named;
        for (const auto& e : enterprises_) ids.push_back(e.id);
        std::set<std::string> told;
        for (const auto& emission : emissions_) {
            named.insert(emission.enterprise);
            const bool known = std::find(ids.begin(), ids.end(), emission.enterprise) != ids.end();
            if (!known && told.insert(emission.source + "\n" + emission.enterprise).second)
                judge_name(emission, ids);
            if (!emission.kg_a) judge_amount(emission);
        }
        for (const auto& e : enterprises_) {
            if (named.contains(e.id)) continue;
            auto& finding = add(Severity::warning, "enterprise-without-emissions", e);
            finding.found = {"源清单中没有它的排放",
                             "no source names it, so that nothing is known of its emissions"};
            finding.expected = {"至少一个排放源", "at least one source"};
            finding.advice = {"补充源清单;在此之前不能定级", "add its sources; until then it has no grade"};
        }
    }

    [[nodiscard]] std::vector<Finding> take() { return std::move(findings_); }

  private:
    void judge_name(const Emission& emission, const std::vector<std::string>& ids) {
        const bool none = emission.enterprise.empty();
        auto& finding = add(none ? Severity::warning : Severity::error,
                            none ? "source-without-enterprise" : "enterprise-unknown", emission);
        finding.expected = {"企业清单中的编号", "an id of the register of enterprises"};
        if (none) {
            finding.found = {"没有写明所属企业", "does not say which enterprise it belongs to"};
            finding.advice = {"其排放不计入任何企业", "its emissions count for no enterprise"};
            return;
        }
        const auto near = core::nearest_name(emission.enterprise, ids);
        finding.found = {
            fmt::format("所属企业“{}”不在企业清单中{}", emission.enterprise,
                        near ? fmt::format("，是否为“{}”？", *near) : ""),
            fmt::format("names enterprise '{}', which is not in the register{}", emission.enterprise,
                        near ? fmt::format("; did you mean '{}'?", *near) : "")};
    }

    void judge_amount(const Emission& emission) {
        auto& finding = add(Severity::info, "emission-unknown", emission);
        finding.found = {fmt::format("{}的排放量不明", emission.pollutant),
                         fmt::format("how much {} it emits is not known", emission.pollutant)};
        finding.advice = {"危害值按下限计", "its hazard is a lower bound"};
    }

    Finding& add(Severity severity, std::string_view code, const Enterprise& e) {
        Finding& finding = add(severity, code, register_file_, e.row, e.id);
        finding.name = e.name_zh;
        return finding;
    }

    Finding& add(Severity severity, std::string_view code, const Emission& emission) {
        return add(severity, code, source_file_, emission.row, emission.source);
    }

    Finding& add(Severity severity, std::string_view code, const std::string& file, long long row,
                 const std::string& id) {
        Finding finding;
        finding.severity = severity;
        finding.code = code;
        finding.file = file;
        finding.row = row;
        finding.id = id;
        return findings_.emplace_back(std::move(finding));
    }

    std::string register_file_;
    std::string source_file_;
    const std::vector<Enterprise>& enterprises_;
    const std::vector<Emission>& emissions_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_enterprises(const project::Project& project,
                                       const std::vector<Enterprise>& enterprises,
                                       const std::vector<Emission>& emissions, const zones::StudyArea& area) {
    if (!project.enterprises) return {};
    EnterpriseCheck check(project, enterprises, emissions);
    check.judge_permits();
    check.judge_zones(area);
    check.judge_emissions();
    return check.take();
}

}  // namespace riskmap::check

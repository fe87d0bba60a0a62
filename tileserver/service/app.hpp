#pragma once

#include "tileserver/http/message.hpp"
#include "tileserver/service/call.hpp"
#include "tileserver/service/services.hpp"

namespace riskmap::tileserver::service {

struct Match;

/// From a request to an answer: cache, run, route, access, errors, headers.
class App : public http::Handler {
  public:
    App(const config::Config& config, RunStore& runs, const StaticFiles& files);
    ~App() override;
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    void thread_started() noexcept override;
    [[nodiscard]] http::Response ready(const http::Request& request) noexcept override;
    [[nodiscard]] http::Response handle(const http::Request& request) noexcept override;
    [[nodiscard]] bool is_heavy(const http::Request& request) const noexcept override;
    [[nodiscard]] http::Response refuse(http::Refusal reason, std::string_view target) noexcept override;
    void answered(const http::Request& request, const http::Response& response, double seconds,
                  std::string_view request_id) noexcept override;

  private:
    using PayloadPtr = std::shared_ptr<const http::Payload>;
    [[nodiscard]] PayloadPtr answer(const http::Request& request, std::uint64_t& generation, bool& keep);
    [[nodiscard]] PayloadPtr route(const http::Request& request, const api::Target& target, RunPtr run,
                                   Match match, bool& keep);
    [[nodiscard]] PayloadPtr file(const http::Request& request, const StaticFiles::File& file) const;
    [[nodiscard]] PayloadPtr options(const api::Target& target) const;
    [[nodiscard]] PayloadPtr method_refused(const http::Request& request, std::string_view allowed,
                                            int route) const;
    [[nodiscard]] PayloadPtr finish(Answer answer, const http::Request& request, const ServedRun* run,
                                    bool pinned, bool private_, int route) const;
    [[nodiscard]] PayloadPtr problem(const api::ApiError& error, std::string_view target,
                                     int route = 0) const;
    [[nodiscard]] const config::AccessKey* key_of(std::string_view authorization) const;
    [[nodiscard]] bool is_authorised(std::string_view authorization) const {
        return key_of(authorization) != nullptr;
    }
    [[nodiscard]] std::string base_url(const http::Request& request) const;

    config::Config config_;
    RunStore& runs_;
    const StaticFiles& files_;
    tiles::TileCache cache_;
    Metrics metrics_;
    std::string public_path_;  ///< of public_url, before every path in a header
    Services services_;
};

}  // namespace riskmap::tileserver::service

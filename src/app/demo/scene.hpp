#pragma once

#include "app/demo/server.hpp"
#include "app/demo/site.hpp"
#include "consent/registry.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace app::demo {

/// The legacy site at 127.0.0.1, and the two other websites that it shows, at 127.0.0.2 and
/// 127.0.0.3; all are served as long as this lives.
class Scene {
public:
    /// `receipts_file` is for the site to show; empty: there is none. Throws
    /// boost::system::system_error where the addresses cannot be had.
    Scene(std::shared_ptr<const consent::Registry> registry, std::string receipts_file);

    /// Of the legacy site.
    [[nodiscard]] std::uint16_t port() const { return site_server_.port(); }

private:
    // The servers go first: their threads use what stands above them.
    OtherSite counter_;
    OtherSite adverts_;
    std::optional<Site> site_;
    Server counter_server_;
    Server adverts_server_;
    Server site_server_;
};

}   // namespace app::demo

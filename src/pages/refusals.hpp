#pragma once

#include "pages/refused_hosts.hpp"

#include <string>
#include <string_view>

namespace pages {

/// Asks about the URLs of one tag, and remembers for the lack of which categories it is refused.
class Refusals {
public:
    /// The base is viewed.
    explicit Refusals(const RefusedHosts& hosts, std::string_view base)
        : hosts_(&hosts), base_(base) {}

    /// Is this URL, its references decoded, that of a refused host?
    bool refuses(std::string_view url);

    /// Is any of several, with white space between?
    bool refuses_any(std::string_view urls);

    /// Is any of a `srcset` (HTML section 4.8.4.3.13)?
    bool refuses_srcset(std::string_view candidates);

    /// Is that of a `refresh` (HTML section 4.2.5.3): `5; url=https://x.example/`?
    bool refuses_refresh(std::string_view content);

    [[nodiscard]] bool any() const { return !categories_.empty(); }

    /// Their ids with a space between; in most tags there is one.
    [[nodiscard]] const std::string& categories() const { return categories_; }

    [[nodiscard]] const RefusedHosts& hosts() const { return *hosts_; }
    [[nodiscard]] std::string_view base() const { return base_; }

private:
    const RefusedHosts* hosts_;
    std::string_view base_;
    std::string categories_;
};

}   // namespace pages

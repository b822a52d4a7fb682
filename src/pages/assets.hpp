#pragma once

#include "consent/registry.hpp"
#include "pages/page_set.hpp"

#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace pages {

/// The files under `base/assets/` of one registry: banner.css, banner.js, guard.js and page.css.
class Assets {
public:
    explicit Assets(const consent::Registry& registry);
    Assets(const Assets&) = delete;
    Assets& operator=(const Assets&) = delete;

    /// By its name, or null.
    [[nodiscard]] const Asset* find(std::string_view name) const;

    /// The URL of one of the four, with its version, as markup.
    [[nodiscard]] std::string url(std::string_view name) const;

private:
    void add(std::string_view name, std::string_view content_type, std::string_view content);

    std::string base_;
    std::string guard_;
    std::list<std::string> versions_;   ///< that the assets view
    std::vector<Asset> assets_;
};

}   // namespace pages

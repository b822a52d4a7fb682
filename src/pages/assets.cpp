#include "pages/assets.hpp"

#include "pages/asset_files.hpp"
#include "pages/digest.hpp"
#include "pages/guard_config.hpp"
#include "pages/html_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace pages {
namespace {

constexpr std::string_view css = "text/css; charset=utf-8";
constexpr std::string_view script = "text/javascript; charset=utf-8";

std::string_view file(std::string_view name) {
    const auto files = asset_files();
    const auto found = std::ranges::find(files, name, &AssetFile::name);
    if (found == files.end()) {
        throw std::logic_error(fmt::format("no asset {} is compiled in", name));
    }
    return found->text;
}

}   // namespace

Assets::Assets(const consent::Registry& registry)
    : base_(html_text(registry.pages()->base)),
      guard_(fmt::format("{}({});\n", file("guard.js"), guard_config(registry))) {
    const bool govuk = registry.pages()->style == consent::PageStyle::govuk;
    add("banner.css", css, file(govuk ? "banner-govuk.css" : "banner-plain.css"));
    add("banner.js", script, file("banner.js"));
    add("guard.js", script, guard_);
    add("page.css", css, file(govuk ? "page-govuk.css" : "page-plain.css"));
}

void Assets::add(std::string_view name, std::string_view content_type, std::string_view content) {
    const std::string& version = versions_.emplace_back(digest(content));
    assets_.push_back(
        {.name = name, .content_type = content_type, .content = content, .version = version});
}

const Asset* Assets::find(std::string_view name) const {
    const auto found = std::ranges::find(assets_, name, &Asset::name);
    return found == assets_.end() ? nullptr : &*found;
}

std::string Assets::url(std::string_view name) const {
    return fmt::format("{}/assets/{}?v={}", base_, name, find(name)->version);
}

}   // namespace pages

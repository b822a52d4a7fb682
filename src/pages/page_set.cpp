#include "pages/page_set.hpp"

#include "pages/assets.hpp"
#include "pages/banner.hpp"
#include "pages/details_page.hpp"
#include "pages/digest.hpp"
#include "pages/document.hpp"
#include "pages/html_text.hpp"
#include "pages/language.hpp"
#include "pages/settings_page.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace pages {
namespace {

using consent::PageText;

constexpr std::array notices{Notice::none, Notice::accepted, Notice::rejected, Notice::saved};

/// All that is ready in one language.
struct Spoken {
    Spoken(const consent::Registry& registry, const consent::PageLanguage& language)
        : wording(registry, language),
          banners{Banner(wording, notices[0]), Banner(wording, notices[1]),
                  Banner(wording, notices[2]), Banner(wording, notices[3])},
          tables(cookie_tables(wording)) {}

    Wording wording;
    std::array<Banner, notices.size()> banners;   ///< by notice
    std::string tables;
};

std::string ids_of(const consent::Registry& registry, consent::CategorySet set) {
    std::string ids;
    for (consent::CategoryIndex index = 0; index < registry.categories().size(); ++index) {
        if (set.contains(index)) {
            ids += (ids.empty() ? "" : " ") + html_text(registry.categories()[index].id);
        }
    }
    return ids;
}

std::string nonce_attribute(std::string_view nonce) {
    return nonce.empty() ? "" : fmt::format(R"( nonce="{}")", html_text(nonce));
}

}   // namespace

struct PageSet::Rendered {
    explicit Rendered(const consent::Registry& registry) : assets(registry) {
        for (const consent::PageLanguage& language : registry.pages()->languages) {
            languages.emplace_back(registry, language);
        }
    }

    [[nodiscard]] const Spoken& in(const consent::PageLanguage& language) const {
        const auto found = std::ranges::find(
            languages, std::string_view(language.tag),
            [](const Spoken& one) -> std::string_view { return one.wording.tag(); });
        return found == languages.end() ? languages.front() : *found;
    }

    Assets assets;
    std::vector<Spoken> languages;   ///< in the order of the registry
    std::string version;
};

PageSet::PageSet(const consent::Registry& registry) : registry_(registry) {
    auto rendered = std::make_unique<Rendered>(registry);
    std::string shown = rendered->assets.url("guard.js") + rendered->assets.url("banner.css") +
                        rendered->assets.url("banner.js");
    for (std::size_t at = 0; at < rendered->languages.size(); ++at) {
        for (const Banner& banner : rendered->languages[at].banners) {
            shown += banner.markup("/", "receipt");
        }
        shown += registry.pages()->languages[at][PageText::video];
    }
    shown += registry.pages()->guard ? "guard" : "";
    rendered->version = digest(shown);
    rendered_ = std::move(rendered);
}

PageSet::~PageSet() = default;

const consent::PageLanguage& PageSet::language(std::string_view accept_language) const {
    return choose_language(registry_.pages()->languages, accept_language);
}

std::string PageSet::settings_page(const PageView& view) const {
    const Wording& wording = rendered_->in(view.language).wording;
    return document(wording, rendered_->assets, document_title(wording, PageText::settings_title),
                    settings_content(wording, view));
}

std::string PageSet::details_page(const PageView& view) const {
    const Spoken& spoken = rendered_->in(view.language);
    return document(spoken.wording, rendered_->assets,
                    document_title(spoken.wording, PageText::details_title),
                    details_content(spoken.wording, view, spoken.tables));
}

std::string PageSet::refusal_page(const consent::PageLanguage& language) const {
    const Wording& wording = rendered_->in(language).wording;
    return document(wording, rendered_->assets, document_title(wording, PageText::refused_title),
                    fmt::format("<h1>{}</h1>\n<p>{}</p>\n", wording.label(PageText::refused_title),
                                wording.sentence(PageText::refused_text)));
}

std::string PageSet::banner(const PageView& view) const {
    return rendered_->in(view.language)
        .banners[static_cast<std::size_t>(view.notice)]
        .markup(view.return_to, view.receipt);
}

std::string PageSet::head(const HeadView& view) const {
    const Assets& assets = rendered_->assets;
    const std::string nonce = nonce_attribute(view.nonce);
    std::string markup;
    if (registry_.pages()->guard) {
        markup += fmt::format(R"(<script src="{}"{} data-granted="{}" data-decided="{}"></script>)",
                              assets.url("guard.js"), nonce, ids_of(registry_, view.granted),
                              view.decided);
    }
    if (view.banner) {
        markup += fmt::format(R"(<link rel="stylesheet" href="{}"/>)"
                              R"(<script src="{}"{} defer="defer"></script>)",
                              assets.url("banner.css"), assets.url("banner.js"), nonce);
    }
    return markup;
}

const Asset* PageSet::asset(std::string_view name) const {
    return rendered_->assets.find(name);
}

const std::string& PageSet::version() const {
    return rendered_->version;
}

}   // namespace pages

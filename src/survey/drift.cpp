#include "survey/drift.hpp"

#include "consent/name_index.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace survey {

namespace {

using consent::CookieEntry;
using consent::Lifetime;
using std::chrono::days;

/// Pages say "12 months" for a registry's "1 year", which is five days more.
bool is_same(const Lifetime& a, const Lifetime& b) {
    const auto in_years = [](const Lifetime& one) {
        constexpr days year_of_months{360};
        const bool months = one.duration >= year_of_months &&
                            one.duration % year_of_months == std::chrono::seconds{0};
        return months ? one.duration / year_of_months * std::chrono::seconds(days{365})
                      : one.duration;
    };
    return a.session == b.session && (a.duration == b.duration || in_years(a) == in_years(b));
}

bool is_always_on(const consent::Registry& registry, const CookieEntry& entry) {
    return entry.from_profile || registry.always_on().contains(entry.category);
}

/// What a category of a registry is for; nothing where its id and title do not say.
std::optional<Theme> theme_of(const consent::Registry& registry, const CookieEntry& entry) {
    if (is_always_on(registry, entry)) {
        return Theme::essential;
    }
    const auto& category = registry.categories()[entry.category];
    for (const auto& text : {category.id, category.title}) {
        const auto themed = read_theme(text);
        if (themed && themed->theme != Theme::essential) {
            return themed->theme;
        }
    }
    return std::nullopt;
}

class Comparison {
public:
    Comparison(const consent::Registry& registry, const Witnesses& witnesses)
        : registry_(registry), page_(witnesses.page), traffic_(witnesses.traffic) {}

    std::vector<Difference> compare(bool strict) {
        if (page_ != nullptr) {
            compare_page();
            compare_registry();
        }
        if (traffic_ != nullptr) {
            if (strict) {
                find_unseen();
            }
            compare_traffic();
        }
        return std::move(differences_);
    }

private:
    void add(std::string_view kind, std::string name, std::string detail) {
        differences_.push_back({kind, std::move(name), std::move(detail)});
    }

    /// The registry's entry for a cookie of the page: by name, or by label where it has no name.
    [[nodiscard]] const CookieEntry* entry_of(const PageCookie& cookie) const {
        if (!cookie.name.empty()) {
            return registry_.find(cookie.name);
        }
        const auto& entries = registry_.cookies();
        const auto found = std::ranges::find(entries, cookie.label, &CookieEntry::label);
        return found == entries.end() ? nullptr : &*found;
    }

    void compare_page() {
        std::set<std::string_view> done;
        for (const auto& cookie : page_->cookies) {
            const std::string& name = cookie.name.empty() ? cookie.label : cookie.name;
            if (!done.insert(name).second) {
                continue;
            }
            const CookieEntry* entry = entry_of(cookie);
            if (entry != nullptr) {
                compare_category(cookie, *entry);
                compare_expiry(cookie, *entry);
            } else if (!registry_.is_consent_state(name)) {
                add("page-only", name,
                    fmt::format("line {} of the page, not in the registry", cookie.line));
            }
        }
    }

    void compare_category(const PageCookie& cookie, const CookieEntry& entry) {
        const auto of_registry = theme_of(registry_, entry);
        if (!cookie.theme || !cookie.theme->certain || !of_registry ||
            *of_registry == cookie.theme->theme) {
            return;
        }
        const bool indexed = entry.category < registry_.categories().size();
        add("category", entry.name,
            fmt::format("{} in line {} of the page, {} in the registry",
                        to_string(cookie.theme->theme), cookie.line,
                        indexed ? registry_.categories()[entry.category].id : "essential"));
    }

    void compare_expiry(const PageCookie& cookie, const CookieEntry& entry) {
        const auto of_page = consent::parse_lifetime(cookie.expires);
        if (of_page && entry.lifetime && !is_same(*of_page, *entry.lifetime)) {
            add("expiry", entry.name,
                fmt::format("\"{}\" in line {} of the page, \"{}\" in the registry", cookie.written,
                            cookie.line, entry.expires));
        }
    }

    /// Does the page list the entry, or one of its names?
    [[nodiscard]] bool is_on_page(const CookieEntry& entry) const {
        return is_named(entry.name) ||
               std::ranges::any_of(page_->cookies, [&](const PageCookie& cookie) {
                   return consent::matches(cookie.name, entry.name) || entry_of(cookie) == &entry;
               });
    }

    /// By name alone, in prose.
    [[nodiscard]] bool is_named(std::string_view name) const {
        return name == page_->consent || name == page_->decided ||
               (page_->policy && name == page_->policy->cookie);
    }

    void compare_registry() {
        for (const auto& entry : registry_.cookies()) {
            const bool needed = !entry.from_profile && !registry_.is_consent_state(entry.name);
            if (needed && !is_on_page(entry)) {
                add("registry-only", entry.name, "in the registry, not on the page");
            }
        }
    }

    void find_unseen() {
        for (const auto& entry : registry_.cookies()) {
            const bool needed = !entry.from_profile && !registry_.is_consent_state(entry.name);
            if (needed && !traffic_->cookies().contains(entry.name)) {
                add("unseen", entry.name, "in the registry, never in the traffic");
            }
        }
    }

    void compare_traffic() {
        for (const auto& [name, seen] : traffic_->cookies()) {
            if (seen.listed()) {
                continue;
            }
            const bool on_page =
                page_ != nullptr &&
                std::ranges::any_of(page_->cookies, [&seen_name = name](const auto& cookie) {
                    return consent::matches(cookie.name, seen_name);
                });
            const std::string_view where = page_ == nullptr ? "not in the registry"
                                           : on_page        ? "on the page, but not in the registry"
                                                     : "neither in the registry nor on the page";
            add("traffic-only", name,
                fmt::format("seen {} times in Set-Cookie and {} in Cookie, {}", seen.in_set_cookie,
                            seen.in_cookie, where));
        }
    }

    const consent::Registry& registry_;
    const Page* page_;
    const Traffic* traffic_;
    std::vector<Difference> differences_;
};

}   // namespace

std::vector<Difference> find_drift(const consent::Registry& registry, const Witnesses& witnesses) {
    return Comparison(registry, witnesses).compare(witnesses.strict);
}

std::string to_string(const Difference& difference) {
    return fmt::format("{}: {}: {}", difference.kind, difference.name, difference.detail);
}

}   // namespace survey

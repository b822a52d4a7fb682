#include "survey/import.hpp"

#include "config/cookie_name.hpp"
#include "config/known_cookies.hpp"
#include "consent/name_index.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>
#include <utility>

namespace survey {

namespace {

constexpr std::string_view usual_consent_cookie = "cookies_policy";

std::string usual_title(Theme theme) {
    constexpr std::string_view titles[] = {"Essential cookies", "Settings", "Website usage",
                                           "Communications and marketing"};
    return std::string(titles[static_cast<std::size_t>(theme)]);
}

DraftCategory make_category(const Page& page, std::string id, std::optional<Theme> theme) {
    DraftCategory category{std::move(id), theme, "", "", {}};
    const auto named = std::ranges::find_if(
        page.categories, [theme](const auto& one) { return one.theme == theme; });
    if (named != page.categories.end()) {
        category.title = named->title;
        category.description = named->description;
    } else if (theme && category.id == to_string(*theme)) {
        category.title = usual_title(*theme);
    } else {
        category.title = category.id;
    }
    return category;
}

template <class Names>
std::string_view find_known(const Names& names, std::string_view name) {
    for (const std::string_view known : names) {
        if (consent::matches(known, name)) {
            return known;
        }
    }
    return {};
}

class Drafting {
public:
    explicit Drafting(const Page& page) : page_(page) { draft_.notes = page.notes; }

    Draft make(const std::optional<std::string>& site) {
        name_site(site);
        add_categories();
        name_consent();
        for (const auto& cookie : page_.cookies) {
            add(cookie);
        }
        std::ranges::stable_sort(draft_.notes, {}, &PageNote::line);
        return std::move(draft_);
    }

private:
    void note(unsigned line, std::string message) {
        draft_.notes.push_back({line, std::move(message), false});
    }

    void name_site(const std::optional<std::string>& site) {
        draft_.site = site.value_or(site_name(page_.titles));
        if (draft_.site.empty()) {
            draft_.site = page_.titles.empty() ? "Unnamed" : page_.titles.front();
            note(1,
                 fmt::format("the page does not name its site: \"{}\" stands for it (--site NAME)",
                             draft_.site));
        }
    }

    void add_categories() {
        if (page_.policy) {
            for (const auto& id : page_.policy->ids) {
                const auto themed = read_theme(id);
                draft_.categories.push_back(
                    make_category(page_, id, themed ? std::optional(themed->theme) : std::nullopt));
            }
        } else {
            for (const auto theme :
                 {Theme::essential, Theme::settings, Theme::usage, Theme::campaigns}) {
                draft_.categories.push_back(
                    make_category(page_, std::string(to_string(theme)), theme));
            }
        }
        // The keys keep their order in the consent cookie; what they lack is added around them.
        if (!find(Theme::essential)) {
            draft_.categories.insert(draft_.categories.begin(),
                                     make_category(page_, "essential", Theme::essential));
        }
        if (std::ranges::all_of(draft_.categories, &DraftCategory::is_essential)) {
            draft_.categories.push_back(make_category(page_, "usage", Theme::usage));
        }
    }

    void name_consent() {
        draft_.decided = page_.decided;
        draft_.consent = page_.policy ? page_.policy->cookie : page_.consent;
        for (const auto& name : {draft_.consent, draft_.decided}) {
            const bool listed =
                std::ranges::find(page_.cookies, name, &PageCookie::name) != page_.cookies.end();
            if (!name.empty() && !listed) {
                PageCookie cookie;
                cookie.name = name;
                find(Theme::essential)->cookies.push_back(cookie);
                lines_.emplace(name, 0U);
            }
        }
        draft_.format = page_.policy || page_.format.empty() ? "govuk" : page_.format;
        if (draft_.consent.empty()) {
            draft_.consent = usual_consent_cookie;
            draft_.guessed = true;
            note(1, fmt::format("the page names no known consent cookie: \"{}\" is GOV.UK's",
                                usual_consent_cookie));
        }
    }

    DraftCategory* find(Theme theme) {
        const auto found = std::ranges::find_if(
            draft_.categories, [theme](const auto& one) { return one.theme == theme; });
        return found == draft_.categories.end() ? nullptr : &*found;
    }

    DraftCategory& first_with_consent() {
        return *std::ranges::find_if_not(draft_.categories, &DraftCategory::is_essential);
    }

    void add(const PageCookie& from) {
        if (from.name.empty()) {
            note(from.line, fmt::format("\"{}\" is no cookie's name: left out", from.label));
            return;
        }
        if (const auto fault = config::fault_of_cookie_name(from.name)) {
            note(from.line, fmt::format("\"{}\" {}: left out", from.name, *fault));
            return;
        }
        if (const auto [first, is_new] = lines_.emplace(from.name, from.line); !is_new) {
            note(from.line, fmt::format("\"{}\" stands in line {} already: the first is kept",
                                        from.name, first->second));
            return;
        }
        PageCookie cookie = from;
        DraftCategory& category = place(cookie);
        doubt_known(category, cookie);
        for (const auto& doubt : cookie.doubts) {
            note(cookie.line, fmt::format("\"{}\": {}", cookie.name, doubt));
        }
        category.cookies.push_back(std::move(cookie));
    }

    DraftCategory& place(PageCookie& cookie) {
        if (cookie.theme) {
            if (auto* category = find(cookie.theme->theme)) {
                return *category;
            }
            cookie.doubts.push_back(fmt::format("the consent cookie has no category for {}",
                                                to_string(cookie.theme->theme)));
        }
        return first_with_consent();
    }

    void doubt_known(const DraftCategory& category, PageCookie& cookie) const {
        const bool is_state = cookie.name == draft_.consent || cookie.name == draft_.decided;
        if (category.is_essential()) {
            if (!find_known(config::tracker_names(), cookie.name).empty()) {
                cookie.doubts.emplace_back("known to track, but the page calls it essential");
            }
            const bool certain = cookie.theme && cookie.theme->certain;
            const std::string group = plain_words(cookie.group);
            if (!certain && (has_words(group, "payment") || has_words(group, "payments"))) {
                cookie.doubts.emplace_back(
                    "essential only for a payment that the visitor asked for");
            }
        } else if (!is_state && !find_known(config::session_names(), cookie.name).empty()) {
            cookie.doubts.push_back(
                fmt::format("known as a session, CSRF or load balancer cookie: while \"{}\" is "
                            "refused, log-ins "
                            "and forms may break",
                            category.id));
        }
    }

    const Page& page_;
    Draft draft_;
    std::unordered_map<std::string, unsigned> lines_;
};

}   // namespace

Draft draft_registry(const Page& page, const std::optional<std::string>& site) {
    return Drafting(page).make(site);
}

}   // namespace survey

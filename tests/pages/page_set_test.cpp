#include "pages/page_set.hpp"

#include "tests/pages/fixture.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace pages {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using consent::test::set_of;

const consent::CategorySet essential = set_of({consent::test::in_essential});
const consent::CategorySet with_usage =
    set_of({consent::test::in_essential, consent::test::in_usage});

const std::string hostile = "</script><b>\"'&\xc5\xb5";
const std::string escaped = "&#60;/script&#62;&#60;b&#62;&#34;&#39;&#38;&#373;";

/// A registry with its pages, and what a visitor sees of them.
struct Site {
    explicit Site(consent::RegistryData data) : registry(std::move(data)), pages(registry) {}

    [[nodiscard]] PageView view(std::string_view accept_language = "en") const {
        return {.language = pages.language(accept_language), .granted = essential, .return_to = {}};
    }

    consent::Registry registry;
    PageSet pages;
};

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

TEST_CASE("the settings page asks for each category that may be refused, as the visitor has it") {
    const Site site(test::govuk());
    PageView view = site.view();
    view.granted = with_usage;
    view.return_to = "/a?b=\"&c";
    const std::string page = site.pages.settings_page(view);
    CHECK_THAT(page, Contains(R"(<html lang="en">)"));
    CHECK_THAT(page, Contains(R"(<meta name="robots" content="noindex">)"));
    CHECK_THAT(page, Contains("<h1>en settings_title GOV.UK</h1>"));
    CHECK_THAT(page, Contains("<title>en settings_title GOV.UK</title>"));
    CHECK_THAT(page, Contains("<form class=\"consent-proxy-settings\" method=\"post\" "
                              "action=\"/cookies\">\n<input type=\"hidden\" name=\"return_to\" "
                              "value=\"/a?b=&#34;&#38;c\">"));
    CHECK_THAT(page, Contains("<legend>en question: usage?</legend>"));
    CHECK_THAT(page, Contains(R"(name="usage" value="yes" checked>)"));
    CHECK_THAT(page, Contains(R"(name="usage" value="no">)"));
    CHECK_THAT(page, Contains(R"(name="settings" value="yes">)"));
    CHECK_THAT(page, Contains(R"(name="settings" value="no" checked>)"));
    CHECK_THAT(page, Contains("<h2>essential</h2>\n<p>en always_on</p>"));
    CHECK_THAT(page, !Contains(R"(name="essential")"));
    CHECK_THAT(page, Contains(R"(href="/cookies/details")"));
    CHECK(count(page, R"(type="submit")") == 1);
    CHECK_THAT(page, !Contains("consent-proxy-success"));
    CHECK_THAT(page, !Contains(" style=") && !Contains("<style") && !Contains("<script"));
}

TEST_CASE("the settings page tells of a choice just made") {
    const Site site(test::govuk());
    PageView view = site.view();
    view.notice = Notice::saved;
    const std::string plain = site.pages.settings_page(view);
    CHECK_THAT(plain, Contains(R"(role="alert")") && Contains("en saved"));
    CHECK_THAT(plain, !Contains("en receipt") && !Contains("en go_back"));
    view.receipt = "7f3a";
    view.return_to = "/page?a&b";
    const std::string full = site.pages.settings_page(view);
    CHECK_THAT(full, Contains("en receipt: <span class=\"consent-proxy-receipt-id\">7f3a</span>."));
    CHECK_THAT(full, Contains(R"(href="/page?a&#38;b">en go_back</a>)"));
}

TEST_CASE("a site whose categories are all essential has nothing to choose") {
    consent::RegistryData data = test::govuk();
    data.categories.resize(1);
    data.cookies.resize(1);
    const Site site(std::move(data));
    const std::string page = site.pages.settings_page(site.view());
    CHECK_THAT(page, Contains("<h2>essential</h2>") && !Contains("<form"));
}

TEST_CASE("what is exempt may be refused, and is described") {
    consent::RegistryData data = test::govuk();
    data.categories[consent::test::in_usage].basis = consent::Basis::exempt;
    data.categories[consent::test::in_usage].description = "Counted here.\n\nShared with nobody.";
    const Site site(std::move(data));
    PageView view = site.view();
    view.granted = with_usage;
    const std::string page = site.pages.settings_page(view);
    CHECK_THAT(page, Contains("<p>Counted here.</p>\n<p>Shared with nobody.</p>"));
    CHECK_THAT(page, Contains(R"(name="usage" value="yes" checked>)"));
}

TEST_CASE("the details page lists every cookie under its category and group") {
    consent::RegistryData data = test::govuk();
    data.revision = 3;
    data.cookies[1].label = "Licensing";
    data.cookies[1].purpose = "Keeps you logged in";
    data.cookies[1].expires = "When the browser is closed";
    data.cookies[4].group = "Google Analytics";
    data.third_parties = {{.host = "*.hotjar.com", .category = consent::test::in_usage}};
    const Site site(std::move(data));
    const std::string page = site.pages.details_page(site.view());
    CHECK_THAT(page,
               Contains(R"(<th scope="row"><code>licensing_session</code> )"
                        R"(<span>Licensing</span></th>)"
                        R"(<td data-label="en column_purpose">Keeps you logged in</td>)"
                        R"(<td data-label="en column_expires">When the browser is closed</td>)"));
    CHECK_THAT(page, Contains("<caption>Google Analytics</caption>"));
    // Listed by the registry; the others of the consent state are not.
    CHECK(count(page, "<code>cookies_policy</code>") == 1);
    CHECK_THAT(page, !Contains("purpose_consent"));
    for (const std::string name : {"cookies_preferences_set", "cookies_policy_revision",
                                   "cookies_policy_notice", "JSESSIONID*", "tracked_*"}) {
        INFO(name);
        CHECK(count(page, "<code>" + name + "</code>") == 1);
    }
    const auto profile = page.find("<caption>en software_cookies</caption>");
    REQUIRE(profile != std::string::npos);
    CHECK(profile < page.find("<code>JSESSIONID*</code>"));
    CHECK(page.find("<code>JSESSIONID*</code>") < page.find("<h2>settings</h2>"));
    CHECK_THAT(page, Contains("<code>*.hotjar.com</code></th><td data-label=\"en column_category\">"
                              "usage</td>"));
    CHECK_THAT(page, Contains("<p>en none_found</p>"));
}

TEST_CASE("the proxy's own cookies say how long they live") {
    consent::RegistryData data = test::govuk();
    data.revision = 1;
    data.cookies.clear();
    const Site site(std::move(data));
    const std::string page = site.pages.details_page(site.view());
    const auto row = [](const std::string& name, const std::string& text,
                        const std::string& lives) {
        return "<code>" + name + "</code></th><td data-label=\"en column_purpose\">en " + text +
               "</td><td data-label=\"en column_expires\">" + lives + "</td>";
    };
    CHECK_THAT(page, Contains(row("cookies_policy", "purpose_consent", "1 year")));
    CHECK_THAT(page, Contains(row("cookies_preferences_set", "purpose_decided", "1 year")));
    CHECK_THAT(page, Contains(row("cookies_policy_revision", "purpose_revision", "400 days")));
    CHECK_THAT(page, Contains(row("cookies_policy_notice", "purpose_notice", "1 minute")));
    CHECK(count(page, "<p>en no_cookies</p>") == 3);
}

TEST_CASE("without an essential category its cookies still are on the details page") {
    consent::RegistryData data = test::govuk();
    data.categories = {consent::test::category("usage")};
    data.cookies = {consent::test::entry("_ga", 0), consent::test::profile_entry("PHPSESSID")};
    const Site site(std::move(data));
    const std::string page = site.pages.details_page(site.view());
    CHECK_THAT(page, Contains("<h2>en software_cookies</h2>"));
    CHECK(page.find("<code>cookies_policy</code>") < page.find("<h2>usage</h2>"));
    CHECK(page.find("<code>PHPSESSID</code>") < page.find("<h2>usage</h2>"));
}

TEST_CASE("the details page says what was found refused in this browser") {
    const Site site(test::govuk());
    const std::array<std::string_view, 2> refused{"_ga_X", hostile};
    PageView view = site.view();
    view.refused = refused;
    const std::string page = site.pages.details_page(view);
    CHECK_THAT(page, Contains("<p>en found_refused</p>\n<ul>\n<li><code>_ga_X</code></li>\n"
                              "<li><code>" +
                              escaped + "</code></li>"));
    CHECK_THAT(page, !Contains("none_found"));
}

TEST_CASE("the refusal page leads to the settings") {
    const Site site(test::govuk());
    const std::string page = site.pages.refusal_page(site.pages.language(""));
    CHECK_THAT(page, Contains("<title>en refused_title - GOV.UK</title>"));
    CHECK_THAT(page, Contains("en refused_text, <a class=\"consent-proxy-link\" href=\"/cookies\">"
                              "en settings_link</a>."));
}

TEST_CASE("pages speak the visitor's language, with the category's own words in it") {
    consent::RegistryData data = test::govuk();
    consent::Category& usage = data.categories[consent::test::in_usage];
    usage.title = "Website usage";
    usage.description = "We count.";
    usage.translations = {{.language = "CY", .title = "Defnydd", .description = {}}};
    data.cookies[1].expires = "1 year";
    const Site site(std::move(data));
    const PageView view = site.view("cy-GB");
    const std::string settings = site.pages.settings_page(view);
    CHECK_THAT(settings,
               Contains(R"(<html lang="cy">)") && Contains("<h2>Defnydd</h2>\n<p>We count."));
    CHECK_THAT(settings, Contains("cy question: Defnydd?") && !Contains("Website usage"));
    CHECK_THAT(site.pages.details_page(view), Contains(R"( lang="en">1 year</td>)"));
    CHECK_THAT(site.pages.banner(view), Contains(R"(lang="cy")"));
    CHECK_THAT(site.pages.settings_page(site.view()), Contains("<h2>Website usage</h2>"));
}

TEST_CASE("the banner asks, and has both answers for the script ready") {
    const Site site(test::govuk());
    PageView view = site.view();
    view.return_to = "/page?x=1&y=\"";
    const std::string banner = site.pages.banner(view);
    CHECK_THAT(banner, Contains(R"(<div id="consent-proxy-banner" class="consent-proxy-banner" )"
                                R"(lang="en" role="region" aria-label="en banner_title GOV.UK" )"
                                R"(data-nosnippet="" data-base="/cookies" )"
                                R"(data-decided-cookie="cookies_preferences_set">)"));
    CHECK_THAT(banner, Contains(R"(method="post" action="/cookies">)"));
    CHECK_THAT(banner, Contains(R"(name="return_to" value="/page?x=1&#38;y=&#34;"/>)"));
    CHECK_THAT(banner, Contains(R"(name="all" value="yes">en accept</button>)"));
    CHECK_THAT(banner, Contains(R"(name="all" value="no">en reject</button>)"));
    CHECK_THAT(banner, Contains(R"(href="/cookies">en view_settings</a>)"));
    CHECK_THAT(banner, Contains(R"(class="consent-proxy-accepted" role="alert" tabindex="-1" )"
                                R"(hidden="hidden")"));
    CHECK_THAT(banner, Contains(R"(class="consent-proxy-rejected" role="alert" tabindex="-1" )"
                                R"(hidden="hidden")"));
    CHECK(count(banner, R"(name="hide" value="yes">en hide</button>)") == 2);
    CHECK_THAT(banner, !Contains("consent-proxy-saved") && !Contains("consent-proxy-receipt"));
}

TEST_CASE("where receipts are kept the script has a place for one") {
    consent::RegistryData data = test::govuk();
    data.receipts.emplace();
    const Site site(std::move(data));
    const std::string banner = site.pages.banner(site.view());
    CHECK(count(banner,
                "<p class=\"consent-proxy-receipt\" hidden=\"hidden\">en receipt: "
                "<span class=\"consent-proxy-receipt-id\"></span>.</p>") == 2);
}

TEST_CASE("a notice takes the place of the question") {
    const Site site(test::govuk());
    struct Row {
        Notice notice;
        std::string section;
        std::string text;
    };
    const std::vector<Row> rows{
        {Notice::accepted, "accepted",
         "en accepted, <a class=\"consent-proxy-link\" href=\"/cookies\">"},
        {Notice::rejected, "rejected",
         "en rejected, <a class=\"consent-proxy-link\" href=\"/cookies\">"},
        {Notice::saved, "saved", "en saved"},
    };
    for (const Row& row : rows) {
        INFO(row.section);
        PageView view = site.view();
        view.notice = row.notice;
        const std::string banner = site.pages.banner(view);
        CHECK_THAT(banner, Contains("<div class=\"consent-proxy-" + row.section +
                                    "\" role=\"alert\" tabindex=\"-1\">\n<p>" + row.text));
        CHECK_THAT(banner, !Contains("hidden=") && !Contains("consent-proxy-question"));
        CHECK_THAT(banner, !Contains("en receipt"));
        CHECK(count(banner, R"(name="hide")") == 1);
        view.receipt = "7f<3a";
        CHECK_THAT(site.pages.banner(view), Contains(">7f&#60;3a</span>.</p>\n<div class"));
    }
}

TEST_CASE("the head has the guard first, and the banner's files where there is one") {
    const Site site(test::govuk());
    const auto url = [&](const std::string& name) {
        return "/cookies/assets/" + name + "?v=" + std::string(site.pages.asset(name)->version);
    };
    CHECK(site.pages.head({.granted = with_usage, .decided = true, .banner = false, .nonce = {}}) ==
          "<script src=\"" + url("guard.js") +
              "\" data-granted=\"essential usage\" data-decided=\"true\"></script>");
    CHECK(site.pages.head({.granted = essential, .banner = true, .nonce = "abc+/="}) ==
          "<script src=\"" + url("guard.js") +
              "\" nonce=\"abc+/=\" data-granted=\"essential\" data-decided=\"false\"></script>"
              "<link rel=\"stylesheet\" href=\"" +
              url("banner.css") + "\"/><script src=\"" + url("banner.js") +
              "\" nonce=\"abc+/=\" defer=\"defer\"></script>");
}

TEST_CASE("without the guard the head has only what the banner needs") {
    consent::RegistryData data = test::govuk();
    data.pages->guard = false;
    const Site site(std::move(data));
    CHECK(site.pages.head({.granted = essential, .nonce = {}}).empty());
    CHECK_THAT(site.pages.head({.granted = essential, .banner = true, .nonce = {}}),
               Contains("banner.css") && Contains("banner.js") && !Contains("guard.js"));
}

TEST_CASE("assets are served by name, and their version is that of their content") {
    consent::RegistryData data = test::govuk();
    const Site site(data);
    data.pages->style = consent::PageStyle::plain;
    data.site = "Other";
    const Site plain(data);
    for (const std::string name : {"banner.css", "banner.js", "guard.js", "page.css"}) {
        INFO(name);
        const Asset* asset = site.pages.asset(name);
        REQUIRE(asset != nullptr);
        CHECK(asset->name == name);
        CHECK(asset->version.size() == 16);
        CHECK(asset->content_type == (name.ends_with("css") ? "text/css; charset=utf-8"
                                                            : "text/javascript; charset=utf-8"));
        CHECK_FALSE(asset->content.empty());
        CHECK((asset->content == plain.pages.asset(name)->content) ==
              (asset->version == plain.pages.asset(name)->version));
    }
    CHECK(site.pages.asset("page.css")->version != plain.pages.asset("page.css")->version);
    CHECK(site.pages.asset("guard.js")->version == plain.pages.asset("guard.js")->version);
    for (const std::string name : {"", "page-govuk.css", "../page.css", "Page.css"}) {
        INFO(name);
        CHECK(site.pages.asset(name) == nullptr);
    }
    CHECK_THAT(std::string(site.pages.asset("guard.js")->content),
               Contains("(function (config) {") && EndsWith("});\n"));
}

TEST_CASE("the version changes with what head and banner show, and with nothing else") {
    const std::string version = Site(test::govuk()).pages.version();
    CHECK(version.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(Site(test::govuk()).pages.version() == version);
    const auto changed = [&](auto change) {
        consent::RegistryData data = test::govuk();
        change(data);
        return Site(std::move(data)).pages.version() != version;
    };
    CHECK(changed([](auto& data) { data.site = "Other"; }));
    CHECK(changed([](auto& data) { data.pages->languages[1][consent::PageText::accept] = "x"; }));
    CHECK(changed([](auto& data) { data.pages->languages[1][consent::PageText::video] = "x"; }));
    CHECK(changed([](auto& data) { data.pages->style = consent::PageStyle::plain; }));
    CHECK(changed([](auto& data) { data.pages->guard = false; }));
    CHECK(changed([](auto& data) { data.cookies.pop_back(); }));
    CHECK(changed([](auto& data) {
        data.third_parties = {{.host = "x.example", .category = consent::test::in_usage}};
    }));
    CHECK_FALSE(changed([](auto& data) { data.cookies[0].purpose = "x"; }));
}

TEST_CASE("nothing that comes from outside is ever markup, and all of it is ASCII") {
    consent::RegistryData data = test::govuk();
    data.site = hostile;
    data.consent.decided = hostile;
    data.pages->links = {{.text = hostile, .href = "/" + hostile}};
    data.pages->stylesheet = "/" + hostile;
    for (consent::PageLanguage& language : data.pages->languages) {
        for (std::string& text : language.texts) {
            text += hostile;
        }
    }
    for (consent::Category& category : data.categories) {
        category.title = category.description = hostile;
    }
    for (consent::CookieEntry& entry : data.cookies) {
        entry.name += hostile;
        entry.label = entry.group = entry.purpose = entry.expires = hostile;
    }
    data.third_parties = {{.host = hostile, .category = consent::test::in_usage}};
    const Site site(std::move(data));
    const std::array<std::string_view, 1> refused{hostile};
    const PageView view{.language = site.pages.language("cy"),
                        .granted = essential,
                        .return_to = hostile,
                        .notice = Notice::saved,
                        .receipt = hostile,
                        .refused = refused};
    for (const std::string& markup :
         {site.pages.settings_page(view), site.pages.details_page(view),
          site.pages.refusal_page(view.language), site.pages.banner(view),
          site.pages.head({.granted = essential, .banner = true, .nonce = hostile})}) {
        CHECK_THAT(markup, !Contains("</script><b>") && !Contains("<b>"));
        CHECK_THAT(markup, Contains(escaped));
        CHECK(
            std::ranges::all_of(markup, [](char c) { return c == '\n' || (c >= ' ' && c < 127); }));
    }
}

}   // namespace
}   // namespace pages

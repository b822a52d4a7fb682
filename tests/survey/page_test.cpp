#include "survey/page.hpp"

#include "tests/survey/page_file.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace {

using Lines = std::vector<std::string>;

/// The notes as `LINE: MESSAGE`.
Lines notes_of(const survey::Page& page) {
    Lines lines;
    for (const auto& note : page.notes) {
        lines.push_back(std::to_string(note.line) + ": " + note.message);
    }
    return lines;
}

const survey::PageCookie& find(const survey::Page& page, const std::string& name) {
    const auto found = std::ranges::find(page.cookies, name, &survey::PageCookie::name);
    REQUIRE(found != page.cookies.end());
    return *found;
}

}   // namespace

TEST_CASE("page: tables that lost their columns") {
    const auto page = read(page_text("run_together.txt"));
    CHECK(listed(page) == Lines{
                              "org.example.choice* essential 1 year",
                              "APP_SYSTEM_SESSION essential Session",
                              "SESSION essential Session",
                              "JSESSIONID* essential Session",
                              "app_* essential Session",
                              "signedin essential Session",
                              "visitId essential Session",
                              "LBNODE* essential Session",
                              "AWSALB* essential 1 week",
                              "pay_customer_id essential 24 hours",
                              "__pay_mid essential 30 minutes",
                              "k essential 2 years",
                              "_ga usage 2 years",
                              "_gid usage 24 hours",
                              "_hjSession_* usage 30 minutes",
                          });
    CHECK(page.notes.empty());
    CHECK(find(page, "visitId").group == "Authentication");
    CHECK(
        find(page, "visitId").purpose ==
        "Set where you sign in with a password. They know you until you leave. They are gone when "
        "you sign out.");
    CHECK(find(page, "APP_SYSTEM_SESSION").line == 15);
    CHECK(find(page, "k").label == "k (Payfast)");
    CHECK(find(page, "k").purpose.empty());
    CHECK(find(page, "_hjSession_*").group == "Hotjar");   // not "Features set by Hotjar"
    CHECK(find(page, "_hjSession_*").purpose ==
          "Holds the data of this session. A request within it belongs to the same session. It "
          "expires after 30 minutes.");
    CHECK_FALSE(find(page, "_ga").theme->certain);
}

TEST_CASE("page: tables of Markdown, one of them without a heading") {
    const auto page = read(page_text("markdown_tables.txt"));
    CHECK(listed(page) == Lines{
                              "cookies_policy essential 1 year",
                              "AWSALBCORS essential 29 days",
                              "atlassian.xsrf.token essential When the browser is closed",
                              "_ga usage 2 years",
                              "_gid usage 24 hours",
                              "JSESSIONID settings When the browser is closed",
                              "seraph.rememberme.cookie settings 14 days",
                              "Office Door Badge settings 14 days",
                          });
    CHECK(page.notes.empty());
    CHECK(page.consent == "cookies_policy");
    CHECK(find(page, "AWSALBCORS").group == "Cookies message");
    CHECK(find(page, "_ga").group.empty());
    CHECK(find(page, "_ga").doubts.size() == 1);
    CHECK(find(page, "seraph.rememberme.cookie").label == "Seraph Remember Me");
    REQUIRE(page.categories.size() == 3);
    CHECK(page.categories[0].title == "Cookies that are strictly necessary");
    CHECK(page.categories[0].description ==
          "These keep your place in a form. They always need to be on.");
}

TEST_CASE("page: prose that shows the consent cookie") {
    const auto page = read(page_text("prose.txt"));
    CHECK(page.cookies.empty());
    REQUIRE(page.policy);
    CHECK(page.policy->cookie == "cookies_policy");
    CHECK(page.policy->ids == Lines{"essential", "settings", "usage", "campaigns"});
    CHECK(page.decided == "cookies_preferences_set");
    CHECK(notes_of(page) ==
          Lines{"8: \"example_web_components\" may be a cookie's name, but stands "
                "in no table or list"});
}

TEST_CASE("page: HTML tables, with spans, entities and columns in any order") {
    const auto page = read(page_text("tables.html"));
    CHECK(listed(page) == Lines{
                              "council_session essential Session",
                              "cookies_policy essential 1 year",
                              "cookies_preferences_set essential 1 year",
                              "_ga usage 2 years",
                              "_gid usage 2 years",
                              "_ga_* usage 1 day",
                              "_gat_UA-* usage 1 day",
                              "lang settings ",
                              "promo campaigns 13 months",
                              "thing ? 90 minutes",
                              "lang campaigns 1 day",
                          });
    CHECK(notes_of(page) ==
          Lines{
              "28: the column \"Data held\" is not read",
              "40: a row without a cookie's name: \"Marketing A row without a name "
              "1 day\"",
          });
    CHECK(find(page, "council_session").purpose == "Keeps you signed in \u2014 \u201csafe\u201d");
    CHECK(find(page, "council_session").group == "Sign-in");
    CHECK(find(page, "_ga").group == "Google Analytics");
    CHECK(find(page, "_ga").provider == "Google");
    CHECK(find(page, "_ga").theme->certain);   // h2 says it, h3 does not
    CHECK(page.titles == Lines{"Cookies - Example Council", "Cookies"});
}

TEST_CASE("page: HTML lists, definitions, bold headings, and tables on their side") {
    const auto page = read(page_text("lists.html"));
    CHECK(listed(page) == Lines{
                              "basket essential 1 year",
                              "sid essential Session",
                              "sid.sig essential Session",
                              "text_size settings 30 days",
                              "_pk_id.* usage 13 months",
                              "_pk_ses.* usage 30 minutes",
                              "wall_visitor campaigns 2 weeks",
                          });
    CHECK(notes_of(page) ==
          Lines{"31: \"ad_id\" may be a cookie's name, but stands in no table or list"});
    CHECK(find(page, "sid").purpose == "your session");
}

TEST_CASE("page: a category is never taken on from a heading that does not name it") {
    const auto flat = read(
        "Essential cookies\n\nName | Purpose\n---|---\nsid | login\n\nOdds and ends"
        "\n\nName | Purpose\n---|---\nfoo | bar\n");
    CHECK(listed(flat) == Lines{"sid essential ", "foo ? "});

    const auto nested = read(
        "# Cookies\n## Essential cookies\n### Our shop\nName | Purpose\n---|---\n"
        "sid | login\n## Odds and ends\nName | Purpose\n---|---\nfoo | bar\n");
    CHECK(listed(nested) == Lines{"sid essential ", "foo ? "});

    const auto wrapped = read(
        "We use essential cookies to make our site work and with your\n"
        "consent we set others\n\nName\tPurpose\tExpires\nfoo\tbar\t1 day\n");
    CHECK(listed(wrapped) == Lines{"foo ? 1 day"});
    CHECK(find(wrapped, "foo").doubts.size() == 1);
}

TEST_CASE("page: what cannot be read is said") {
    const auto page = read(
        "NamePurposeExpiry\nWe keep some of this.\n_x Counts 1 day\n\n"
        "A | B\n---|---\n_y | z\n");
    CHECK(listed(page) == Lines{"_x ? 1 day", "_y ? "});
    CHECK(notes_of(page) ==
          Lines{"2: a row without a cookie's name: \"We keep some of this.\"",
                "5: the heads \"A B\" are not known: the first column is read as names"});
    CHECK(page.notes.front().unread);

    const auto wide =
        read("Name | Cookie name | Purpose |\n---|---|---|---|\nGA | _x | z | more |\n");
    CHECK(listed(wide) == Lines{"_x ? "});
    CHECK(notes_of(wide) == Lines{"1: the column \"Name\" is not read", "1: column 4 is not read"});

    const auto table = read("<table><tr><td>Monday</td><td>9 to 5</td></tr></table>");
    CHECK(notes_of(table) ==
          Lines{"1: a table without a column for names is not read: \"Monday 9 to 5\""});
}

TEST_CASE("page: any bytes, any encoding") {
    CHECK(listed(read("\xEF\xBB\xBFName\tPurpose\r\n_x\tcaf\xC3\xA9\r\n")) == Lines{"_x ? "});
    CHECK(find(read("Name\tPurpose\n_x\tcaf\xE9 \x96 bar\n"), "_x").purpose ==
          "caf\u00e9 \u2013 bar");   // Windows-1252
    const std::string utf16 = "Name|Purpose\n_x|y\n";
    std::string wide = "\xFF\xFE";
    for (const char byte : utf16) {
        wide += byte;
        wide += '\0';
    }
    CHECK(listed(read(wide)) == Lines{"_x ? "});
    CHECK(listed(read(std::string("Name\tPurpose\n_\0x\ty\n", 19))) == Lines{"_x ? "});
    CHECK(read("").cookies.empty());
    CHECK(read("\xFF\xFE\x01").cookies.empty());
}

TEST_CASE("page: HTML that is nested too deep is refused at once") {
    std::string deep = "<html>";
    for (int count = 0; count < 100'000; ++count) {
        deep += "<div>";
    }
    CHECK_FALSE(survey::read_page(deep).has_value());
    std::string flat = "<html>";
    for (int count = 0; count < 5'000; ++count) {
        flat += "<div><p>x<br><script>if (a<b) {}</script><!-- <b><b> --></div>";
    }
    CHECK(survey::read_page(flat).has_value());
}

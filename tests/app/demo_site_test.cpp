#include "app/demo/baskets.hpp"
#include "app/demo/cookie_list.hpp"
#include "app/demo/demo.hpp"
#include "app/demo/page.hpp"
#include "app/demo/site.hpp"
#include "consent/set_cookie.hpp"

#include <catch2/catch.hpp>

namespace {

namespace http = boost::beast::http;
using app::demo::Request;
using app::demo::Response;

Request request(http::verb method, const std::string& target, const std::string& cookie = "") {
    Request made(method, target, 11);
    if (!cookie.empty()) {
        made.set(http::field::cookie, cookie);
    }
    return made;
}

Request form(const std::string& target, const std::string& body) {
    auto made = request(http::verb::post, target);
    made.body() = body;
    return made;
}

std::vector<std::string> set_cookies(const Response& response) {
    std::vector<std::string> values;
    const auto fields = response.equal_range(http::field::set_cookie);
    for (auto field = fields.first; field != fields.second; ++field) {
        values.emplace_back(field->value());
    }
    return values;
}

/// The session that a response opens, as a Cookie field.
std::string session_of(const Response& response) {
    for (const auto& value : set_cookies(response)) {
        const auto cookie = consent::read_set_cookie(value);
        if (cookie.name == app::demo::session_cookie) {
            return std::string(cookie.name) + '=' + std::string(cookie.value);
        }
    }
    FAIL("no session");
    return {};
}

}   // namespace

TEST_CASE("demo: the registry that is compiled in is sound") {
    const auto registry = app::demo_registry();
    CHECK(registry->site() == "GOV.UK");
    CHECK(registry->find("licensing_session") != nullptr);
}

TEST_CASE("demo: the site's cookies are of every kind that the registry knows, and one unknown") {
    const auto registry = app::demo_registry();
    std::set<std::string> categories;
    for (const auto& cookie : app::demo::site_cookies()) {
        const auto* entry = registry->find(cookie.name);
        categories.insert(entry ? registry->categories().at(entry->category).id : "none");
        if (cookie.name != app::demo::session_cookie) {
            const auto read = consent::read_set_cookie(cookie.set_cookie);
            CHECK(read.name == cookie.name);
            CHECK_FALSE(read.malformed);
        }
    }
    CHECK(categories == std::set<std::string>{"essential", "none", "settings", "usage"});
}

TEST_CASE("demo: every page sets every cookie that a header sets") {
    app::demo::Site site(app::demo_registry());
    for (const auto* path : {"/", "/basket", "/help/cookies", "/?a=b"}) {
        CAPTURE(path);
        const auto response = site.answer(request(http::verb::get, path));
        CHECK(response.result() == http::status::ok);
        CHECK(response[http::field::content_type] == "text/html; charset=utf-8");
        std::set<std::string> names;
        for (const auto& value : set_cookies(response)) {
            names.emplace(consent::read_set_cookie(value).name);
        }
        CHECK(names == std::set<std::string>{"licensing_session", "govuk_contact_referrer",
                                             "global_banner_seen", "_ga", "lux_uid", "tracker_42"});
        CHECK_THAT(response.body(), Catch::Contains("_ga_S5RQ7FTGVR=GS1"));
    }
}

TEST_CASE("demo: a page says which cookies came with the request") {
    app::demo::Site site(app::demo_registry());
    const auto body = site.answer(request(http::verb::get, "/", "_ga=1; x=<script>")).body();
    const auto row = [&](const std::string& name) {
        const auto start = body.find("<code>" + name + "</code>");
        REQUIRE(start != std::string::npos);
        return body.substr(start, body.find("</tr>", start) - start);
    };
    CHECK_THAT(row("_ga"), Catch::Contains("<td class=\"yes\">Yes</td>"));
    CHECK_THAT(row("lux_uid"), Catch::Contains("<td class=\"no\">No</td>"));
    CHECK_THAT(row("tracker_42"), Catch::Contains("Not in the registry"));
    CHECK_THAT(body, !Catch::Contains("x=<script>"));
}

TEST_CASE("demo: the banner goes once the visitor has chosen") {
    app::demo::Site site(app::demo_registry());
    const std::string banner = "Accept additional cookies";
    CHECK_THAT(site.answer(request(http::verb::get, "/")).body(), Catch::Contains(banner));
    CHECK_THAT(site.answer(request(http::verb::get, "/", "cookies_preferences_set=true")).body(),
               !Catch::Contains(banner));
}

TEST_CASE("demo: a choice is written as GOV.UK writes it") {
    struct Row {
        std::string body;
        std::string policy;
    };
    const std::vector<Row> rows{
        {"settings=yes&usage=no&campaigns=no",
         R"({"essential":true,"settings":true,"usage":false,"campaigns":false})"},
        {"settings=no&usage=y%65s",
         R"({"essential":true,"settings":false,"usage":true,"campaigns":false})"},
        {"all=yes", R"({"essential":true,"settings":true,"usage":true,"campaigns":true})"},
        {"all=no", R"({"essential":true,"settings":false,"usage":false,"campaigns":false})"},
        {"essential=no", R"({"essential":true,"settings":false,"usage":false,"campaigns":false})"},
        {"", R"({"essential":true,"settings":false,"usage":false,"campaigns":false})"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.body);
        app::demo::Site site(app::demo_registry());
        const auto response = site.answer(form("/help/cookies", row.body));
        CHECK(response.result() == http::status::see_other);
        CHECK(response[http::field::location] == "/help/cookies?saved");
        CHECK(set_cookies(response) ==
              std::vector<std::string>{
                  "cookies_policy=" + row.policy + "; Path=/; Max-Age=31536000; SameSite=Lax",
                  "cookies_preferences_set=true; Path=/; Max-Age=31536000; SameSite=Lax"});
    }
}

TEST_CASE("demo: over https cookies are Secure") {
    app::demo::Site site(app::demo_registry());
    auto post = form("/help/cookies", "all=no");
    post.set("X-Forwarded-Proto", "https");
    for (const auto& value : set_cookies(site.answer(post))) {
        CHECK_THAT(value, Catch::EndsWith("; Secure"));
    }
}

TEST_CASE("demo: a form of another site or an unreadable one changes nothing") {
    app::demo::Site site(app::demo_registry());
    auto foreign = form("/help/cookies", "all=yes");
    foreign.set("Sec-Fetch-Site", "cross-site");
    CHECK(site.answer(foreign).result() == http::status::forbidden);
    CHECK(set_cookies(site.answer(foreign)).empty());
    CHECK(site.answer(form("/help/cookies", "all=%zz")).result() == http::status::bad_request);
}

TEST_CASE("demo: the cookie page shows the choice") {
    app::demo::Site site(app::demo_registry());
    const auto body = site.answer(request(http::verb::get, "/help/cookies?saved",
                                          R"(cookies_policy={"usage":true})"))
                          .body();
    CHECK_THAT(body, Catch::Contains(R"(name="usage" value="yes" checked)"));
    CHECK_THAT(body, Catch::Contains(R"(name="settings" value="no" checked)"));
    CHECK_THAT(body, Catch::Contains("Your choice is saved"));
    CHECK_THAT(body, !Catch::Contains(R"(name="essential")"));
}

TEST_CASE("demo: the basket hangs on the session") {
    app::demo::Site site(app::demo_registry());
    const auto session = session_of(site.answer(request(http::verb::get, "/basket")));
    for (int round = 0; round < 2; ++round) {
        auto post = form("/basket", "");
        post.set(http::field::cookie, session);
        const auto response = site.answer(post);
        CHECK(response.result() == http::status::see_other);
        CHECK(session_of(response) == session);
    }
    CHECK_THAT(site.answer(request(http::verb::get, "/basket", session)).body(),
               Catch::Contains("There are 2 licences in your basket"));
    CHECK_THAT(site.answer(request(http::verb::get, "/basket", "licensing_session=forged")).body(),
               Catch::Contains("There are 0 licences"));
}

TEST_CASE("demo: sessions are bounded") {
    app::demo::Baskets baskets;
    const auto first = baskets.open();
    for (std::size_t count = 0; count < app::demo::Baskets::max_sessions - 1; ++count) {
        baskets.open();
    }
    CHECK(baskets.find(first) != nullptr);
    baskets.open();
    CHECK(baskets.find(first) == nullptr);
}

TEST_CASE("demo: what is not there, and what may not be done") {
    app::demo::Site site(app::demo_registry());
    CHECK(site.answer(request(http::verb::get, "/nothing")).result() == http::status::not_found);
    CHECK(site.answer(request(http::verb::options, "*")).result() == http::status::not_found);
    const auto refused = site.answer(request(http::verb::delete_, "/basket"));
    CHECK(refused.result() == http::status::method_not_allowed);
    CHECK(refused[http::field::allow] == "GET, HEAD, POST");
    CHECK(site.answer(request(http::verb::post, "/")).result() == http::status::method_not_allowed);
}

TEST_CASE("demo: text is escaped") {
    CHECK(app::demo::escape(R"(<a href="x">'&'</a>)") ==
          "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
    CHECK_THAT(app::demo::message_page("<t>", "<m>"),
               Catch::Contains("&lt;t&gt;") && Catch::Contains("&lt;m&gt;"));
}

#include "app/demo/baskets.hpp"
#include "app/demo/cookie_list.hpp"
#include "app/demo/demo.hpp"
#include "app/demo/page.hpp"
#include "app/demo/site.hpp"
#include "consent/set_cookie.hpp"

#include <catch2/catch.hpp>

namespace {

namespace http = boost::beast::http;
using app::demo::OtherSite;
using app::demo::Request;
using app::demo::Response;

/// The site and what stands around it.
class Demo {
public:
    Response answer(const Request& request) { return site_.answer(request); }
    OtherSite counter;

private:
    OtherSite adverts_;
    app::demo::Site site_{app::demo_registry(),
                          {.counter = counter,
                           .adverts = adverts_,
                           .counter_url = "http://127.0.0.2:4002",
                           .adverts_url = "http://127.0.0.3:4003",
                           .port = 4001,
                           .receipts_file = "/tmp/x/receipts.jsonl"}};
};

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
    Demo site;
    for (const auto* path : {"/", "/basket", "/?a=b"}) {
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
        CHECK_THAT(response.body(), Catch::Contains("data-cookies=\"[&quot;app_promo_banner=seen"));
    }
}

TEST_CASE("demo: over https cookies are Secure") {
    Demo site;
    auto get = request(http::verb::get, "/");
    get.set("X-Forwarded-Proto", "https");
    for (const auto& value : set_cookies(site.answer(get))) {
        CHECK_THAT(value, Catch::EndsWith("; Secure"));
    }
}

TEST_CASE("demo: the home page says which cookies came with the request, and the choice") {
    Demo site;
    const auto body = site.answer(request(http::verb::get, "/",
                                          R"(_ga=1; x=<script>; cookies_policy={"usage":true})"))
                          .body();
    const auto row = [&](const std::string& name) {
        const auto start = body.find("<code>" + name + "</code>");
        REQUIRE(start != std::string::npos);
        return body.substr(start, body.find("</tr>", start) - start);
    };
    CHECK_THAT(row("_ga"), Catch::Contains("<td class=\"yes\">Yes</td>"));
    CHECK_THAT(row("lux_uid"), Catch::Contains("<td class=\"no\">No</td>"));
    CHECK_THAT(row("tracker_42"), Catch::Contains("not in the registry"));
    CHECK_THAT(body, Catch::Contains("measure website use: <span class=\"yes\">yes"));
    CHECK_THAT(body, Catch::Contains("your settings: <span class=\"no\">no"));
    CHECK_THAT(body, !Catch::Contains("x=<script>"));
}

TEST_CASE("demo: no page of the site asks for a choice") {
    Demo site;
    CHECK(site.answer(request(http::verb::get, "/help/cookies")).result() ==
          http::status::not_found);
    CHECK_THAT(site.answer(request(http::verb::get, "/")).body(), !Catch::Contains("<button"));
}

TEST_CASE("demo: what else is served is shown on this machine alone") {
    struct Row {
        std::string host;
        std::string browser;   // the URL of the frame past the proxy; empty: none
        std::string other;     // that of the other style
    };
    const std::vector<Row> rows{
        {"127.0.0.1:8080", "http://127.0.0.1:4001/browser", "http://plain.localhost:8080/"},
        {"localhost", "http://localhost:4001/browser", "http://plain.localhost/"},
        {"plain.localhost:80", "http://plain.localhost:4001/browser", "http://127.0.0.1:80/"},
        {"www.example.org:8080", "", ""},
        {"127.0.0.1.example.org", "", ""},
        {"127.0.0.1:80\"><script>", "", ""},
        {"\"><script>.localhost", "", ""},
        {"", "", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.host);
        Demo site;
        auto get = request(http::verb::get, "/");
        get.set(http::field::host, row.host);
        const auto body = site.answer(get).body();
        CHECK_THAT(body, !Catch::Contains("\"><script>"));
        CHECK_THAT(body, Catch::Contains("receipts list --file /tmp/x/receipts.jsonl"));
        if (row.browser.empty()) {
            CHECK_THAT(body, !Catch::Contains("iframe") && !Catch::Contains(":4002"));
            continue;
        }
        CHECK_THAT(body, Catch::Contains("src=\"" + row.browser + '"'));
        CHECK_THAT(body, Catch::Contains("href=\"" + row.other + '"'));
        CHECK_THAT(body, Catch::Contains("src=\"http://127.0.0.2:4002/count.js\"") &&
                             Catch::Contains("src=\"http://127.0.0.2:4002/count.svg\"") &&
                             Catch::Contains("src=\"http://127.0.0.3:4003/notice\"") &&
                             Catch::Contains("www.youtube-nocookie.com/embed/"));
    }
}

TEST_CASE("demo: past the proxy one sees what the browser holds, and who was asked") {
    Demo site;
    static_cast<void>(site.counter.answer(request(http::verb::get, "/count.js")));
    static_cast<void>(site.counter.answer(request(http::verb::get, "/count.svg")));
    const auto response =
        site.answer(request(http::verb::get, "/browser", "cookies_policy={}; _ga=1; secret_7=x"));
    CHECK(set_cookies(response).empty());
    const auto& body = response.body();
    const auto row = [](const std::string& head, const std::string& cell) {
        return Catch::Contains("<th scope=\"row\">" + head + "</th><td class=\"" + cell + "</td>");
    };
    CHECK_THAT(body, row("<code>cookies_policy</code>", "yes\">Yes"));
    CHECK_THAT(body, row("<code>cookies_preferences_set</code>", "no\">No"));
    CHECK_THAT(body, row("<code>_ga</code>", "yes\">Yes"));
    CHECK_THAT(body, row("127.0.0.2", "yes\">2 times"));
    CHECK_THAT(body, row("127.0.0.3", "no\">0 times"));
    CHECK_THAT(body, !Catch::Contains("secret_7"));
}

TEST_CASE("demo: the other websites") {
    OtherSite other;
    const auto script = other.answer(request(http::verb::get, "/count.js"));
    CHECK(script[http::field::content_type] == "text/javascript");
    CHECK(script.body() ==
          "document.cookie = \"_ga_S5RQ7FTGVR=GS1.1.1700000000.1.0; path=/; max-age=31536000; "
          "samesite=lax\";\n");
    CHECK_THAT(other.answer(request(http::verb::get, "/count.svg?x")).body(),
               Catch::Contains("request 2"));
    CHECK_THAT(other.answer(request(http::verb::get, "/notice")).body(),
               Catch::Contains("request 3"));
    CHECK(other.answer(request(http::verb::get, "/nothing")).result() == http::status::not_found);
    CHECK(other.answer(request(http::verb::post, "/notice")).result() ==
          http::status::method_not_allowed);
    CHECK(other.asked() == 5);
}

TEST_CASE("demo: the site's files") {
    Demo site;
    CHECK(site.answer(request(http::verb::get, "/site.css"))[http::field::content_type] ==
          "text/css; charset=utf-8");
    CHECK(site.answer(request(http::verb::get, "/site.js"))[http::field::content_type] ==
          "text/javascript; charset=utf-8");
    CHECK(site.answer(request(http::verb::post, "/site.js")).result() == http::status::not_found);
}

TEST_CASE("demo: the basket hangs on the session") {
    Demo site;
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

TEST_CASE("demo: a form of another site puts nothing into the basket") {
    Demo site;
    auto foreign = form("/basket", "");
    foreign.set("Sec-Fetch-Site", "cross-site");
    CHECK(site.answer(foreign).result() == http::status::forbidden);
    CHECK(set_cookies(site.answer(foreign)).empty());
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
    Demo site;
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

#include "pages/content_policy.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

namespace pages {
namespace {

constexpr PolicyNeeds needs{"www.example.org/cookies/assets/", "www.example.org/cookies/assets/",
                            "www.example.org/cookies", "www.example.org/cookies"};
constexpr PolicyNeeds script_alone{needs.script, {}, {}, {}};
constexpr PolicyNeeds style_alone{{}, needs.style, {}, {}};
constexpr PolicyNeeds form_alone{{}, {}, needs.form, {}};
constexpr PolicyNeeds connect_alone{{}, {}, {}, needs.connect};

/// The value as it leaves, for a page of https://www.example.org.
std::string leaves(std::string_view value, const PolicyNeeds& wanted = needs,
                   std::string_view nonce = {}) {
    return allow_own(value, wanted, nonce, "www.example.org", true).value_or(std::string(value));
}

struct Row {
    std::string_view came;
    std::string_view left;
};

}   // namespace

TEST_CASE("a policy that allows the proxy's own is not touched") {
    const std::vector<std::string_view> rows{
        "",
        " ; ;; ",
        "frame-ancestors 'none'; upgrade-insecure-requests",
        "default-src 'self'",
        "default-src 'self' cdn.example.net",
        "DEFAULT-SRC\t'SELF'",
        "default-src *",
        "default-src https:",
        "default-src http:",   // stands for https too
        "default-src https://www.example.org",
        "default-src http://www.example.org:443",
        "default-src WWW.Example.ORG; form-action 'self'",
        "default-src *.example.org",
        "default-src *.org:*",
        "default-src https://*",
        "default-src www.example.org/",
        "default-src www.example.org:443/cookies/ www.example.org/cookies",
        "script-src www.example.org/%63ookies/assets/; style-src 'self'",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "form-action 'self'",
        "default-src 'none'; script-src-elem 'self'; style-src-elem 'self'; connect-src 'self'",
        "script-src 'self'; script-src 'none'",   // the first of a name counts
        "script-src 'none' 'self'",               // 'none' with others counts for nothing
        "default-src 'self'; require-trusted-types-for 'script'; trusted-types default",
        "sandbox allow-scripts; img-src 'none'; worker-src 'none'; script-src-attr 'none'",
    };
    for (const std::string_view row : rows) {
        CAPTURE(row);
        CHECK_FALSE(allow_own(row, needs, {}, "www.example.org", true).has_value());
    }
}

TEST_CASE("what is missing is added, and nothing more: scripts") {
    const std::vector<Row> rows{
        {"script-src 'none'", "script-src www.example.org/cookies/assets/"},
        {"script-src  'NONE' ;x", "script-src  www.example.org/cookies/assets/ ;x"},
        {"script-src", "script-src www.example.org/cookies/assets/"},
        {" script-src ; x", " script-src www.example.org/cookies/assets/ ; x"},
        {"script-src cdn.example.net",
         "script-src cdn.example.net www.example.org/cookies/assets/"},
        {"a b;\tScript-Src\tcdn.example.net  'unsafe-inline' ;c d; ",
         "a b;\tScript-Src\tcdn.example.net  'unsafe-inline' www.example.org/cookies/assets/ ;c "
         "d; "},
        // the more specific one holds
        {"script-src 'self'; script-src-elem 'none'",
         "script-src 'self'; script-src-elem www.example.org/cookies/assets/"},
        {"script-src-elem cdn.example.net; default-src 'self'",
         "script-src-elem cdn.example.net www.example.org/cookies/assets/; default-src 'self'"},
        {"script-src-attr 'none'; script-src 'none'",
         "script-src-attr 'none'; script-src www.example.org/cookies/assets/"},
        // the first of a name counts
        {"script-src a.example; script-src 'self'",
         "script-src a.example www.example.org/cookies/assets/; script-src 'self'"},
        // a directive with other than ASCII is none
        {"script-src 'self' \xc3\xa9; script-src 'none'",
         "script-src 'self' \xc3\xa9; script-src www.example.org/cookies/assets/"},
        // default-src is copied, so that nothing else changes
        {"default-src 'none'", "default-src 'none'; script-src www.example.org/cookies/assets/"},
        {"default-src", "default-src; script-src www.example.org/cookies/assets/"},
        {"default-src 'none';", "default-src 'none'; script-src www.example.org/cookies/assets/"},
        {"default-src 'none' ; ",
         "default-src 'none' ; script-src www.example.org/cookies/assets/ "},
        {"default-src a.example 'unsafe-eval'\t'sha256-YWJj' 'none'; img-src *",
         "default-src a.example 'unsafe-eval'\t'sha256-YWJj' 'none'; img-src *; script-src "
         "a.example 'unsafe-eval' 'sha256-YWJj' www.example.org/cookies/assets/"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.came);
        CHECK(leaves(row.came, script_alone) == row.left);
    }
}

TEST_CASE("sources that are not the proxy's own host, port or path do not allow it") {
    const std::vector<std::string_view> rows{
        "'nonce-YWJj'",
        "'sha256-YWJj'",
        "'unsafe-inline'",
        "'self",
        "self",
        "data:",
        "wss:",
        "example.org",
        "*.www.example.org",
        "*www.example.org",
        "www.example.*",
        "xwww.example.org",
        "ftp://www.example.org",
        "www.example.org:80",
        "www.example.org:8443",
        "www.example.org/cookies",
        "www.example.org/cookies/assets",
        "www.example.org/cookies/assets/guard.js",
        "www.example.org/cookies/assets/x/",
        "www.example.org/cookies%2Fassets/",
        "www.example.org/Cookies/assets/",
        "www.example.org/cookies/assets/?x",
        "//www.example.org",
        "https:/",
    };
    for (const std::string_view row : rows) {
        CAPTURE(row);
        const std::string value = "script-src " + std::string(row);
        CHECK(leaves(value, script_alone) == value + " www.example.org/cookies/assets/");
    }
}

TEST_CASE("nonces and 'strict-dynamic'") {
    const std::vector<Row> rows{
        {"script-src 'nonce-YWJj'", "script-src 'nonce-YWJj'"},
        {"script-src 'nonce-YWJj' 'strict-dynamic'", "script-src 'nonce-YWJj' 'strict-dynamic'"},
        {"default-src 'NONCE-YWJj'", "default-src 'NONCE-YWJj'"},
        // of another response, in another case
        {"script-src 'nonce-ywjj'", "script-src 'nonce-ywjj' www.example.org/cookies/assets/"},
        // a host counts for nothing
        {"script-src 'strict-dynamic' 'sha256-x' 'self' https: 'unsafe-inline'",
         "script-src 'strict-dynamic' 'sha256-x' 'self' https: 'unsafe-inline' 'nonce-YWJj'"},
        {"default-src 'Strict-Dynamic' 'self' 'nonce-eA=='; object-src 'none'",
         "default-src 'Strict-Dynamic' 'self' 'nonce-eA=='; object-src 'none'; script-src "
         "'Strict-Dynamic' 'self' 'nonce-eA==' 'nonce-YWJj'"},
        {"script-src 'strict-dynamic'; script-src-elem 'self'",
         "script-src 'strict-dynamic'; script-src-elem 'self'"},
        {"script-src 'nonce-YWJj', script-src 'strict-dynamic' 'nonce-eA'",
         "script-src 'nonce-YWJj', script-src 'strict-dynamic' 'nonce-eA' 'nonce-YWJj'"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.came);
        CHECK(leaves(row.came, script_alone, "YWJj") == row.left);
    }
    // without a nonce of the proxy's nothing would help
    CHECK(leaves("script-src 'strict-dynamic' 'sha256-x'", script_alone) ==
          "script-src 'strict-dynamic' 'sha256-x'");
    // stylesheets carry none
    CHECK(leaves("style-src 'nonce-YWJj'", style_alone, "YWJj") ==
          "style-src 'nonce-YWJj' www.example.org/cookies/assets/");
    CHECK(leaves("default-src 'self' 'strict-dynamic' 'nonce-YWJj'", needs, "YWJj") ==
          "default-src 'self' 'strict-dynamic' 'nonce-YWJj'");
}

TEST_CASE("what is missing is added, and nothing more: styles, connections, forms") {
    const std::vector<Row> styles{
        {"style-src 'none'", "style-src www.example.org/cookies/assets/"},
        {"style-src 'self'; style-src-elem a.example",
         "style-src 'self'; style-src-elem a.example www.example.org/cookies/assets/"},
        {"default-src 'none'; style-src-attr 'unsafe-inline'",
         "default-src 'none'; style-src-attr 'unsafe-inline'; style-src "
         "www.example.org/cookies/assets/"},
        {"default-src 'unsafe-inline'",
         "default-src 'unsafe-inline'; style-src 'unsafe-inline' www.example.org/cookies/assets/"},
    };
    for (const Row& row : styles) {
        CAPTURE(row.came);
        CHECK(leaves(row.came, style_alone) == row.left);
    }
    const std::vector<Row> connections{
        {"connect-src 'none'", "connect-src www.example.org/cookies"},
        {"connect-src wss://a.example", "connect-src wss://a.example www.example.org/cookies"},
        {"connect-src www.example.org/cookies/",
         "connect-src www.example.org/cookies/ www.example.org/cookies"},
        {"default-src a.example 'nonce-eA' 'unsafe-inline' 'strict-dynamic'",
         "default-src a.example 'nonce-eA' 'unsafe-inline' 'strict-dynamic'; connect-src "
         "a.example www.example.org/cookies"},
    };
    for (const Row& row : connections) {
        CAPTURE(row.came);
        CHECK(leaves(row.came, connect_alone) == row.left);
    }
    const std::vector<Row> forms{
        {"default-src 'none'", "default-src 'none'"},   // it does not fall back
        {"form-action 'none'", "form-action www.example.org/cookies"},
        {"form-action a.example/x", "form-action a.example/x www.example.org/cookies"},
        {"form-action", "form-action www.example.org/cookies"},
        {"form-action www.example.org/search",
         "form-action www.example.org/search www.example.org/cookies"},
    };
    for (const Row& row : forms) {
        CAPTURE(row.came);
        CHECK(leaves(row.came, form_alone) == row.left);
    }
}

TEST_CASE("everything at once") {
    CHECK(leaves("default-src 'none'; style-src 'self'; form-action 'none'") ==
          "default-src 'none'; style-src 'self'; form-action www.example.org/cookies; "
          "script-src www.example.org/cookies/assets/; connect-src www.example.org/cookies");
    CHECK(leaves("form-action 'none'; default-src x.example") ==
          "form-action www.example.org/cookies; default-src x.example; "
          "script-src x.example www.example.org/cookies/assets/; "
          "style-src x.example www.example.org/cookies/assets/; "
          "connect-src x.example www.example.org/cookies");
    CHECK(leaves("default-src 'none'; form-action x.example") ==
          "default-src 'none'; form-action x.example www.example.org/cookies; "
          "script-src www.example.org/cookies/assets/; style-src www.example.org/cookies/assets/; "
          "connect-src www.example.org/cookies");
}

TEST_CASE("each policy of a list is one of its own") {
    CHECK(leaves("default-src 'self' , script-src 'none',, default-src 'none';,", script_alone) ==
          "default-src 'self' , script-src www.example.org/cookies/assets/,, default-src 'none'; "
          "script-src www.example.org/cookies/assets/,");
}

TEST_CASE("what 'self' and a port are") {
    struct Page {
        std::string_view policy;
        std::string_view need;
        std::string_view host;
        bool https;
        std::string_view left;
    };
    const std::vector<Page> rows{
        {"script-src 'self'", "a.example:8080/c/", "a.example:8080", false, ""},
        {"script-src 'self'", "a.example/c/", "a.example:443", true, ""},
        {"script-src 'self'", "a.example/c/", "a.example:80", false, ""},
        {"script-src 'self'", "b.example/c/", "a.example", true, "script-src 'self' b.example/c/"},
        {"script-src a.example", "a.example:8080/c/", "a.example:8080", false,
         "script-src a.example a.example:8080/c/"},
        {"script-src a.example:8080", "a.example:8080/c/", "a.example:8080", false, ""},
        {"script-src a.example:*", "a.example:8080/c/", "a.example:8080", false, ""},
        {"script-src https://a.example", "a.example/c/", "a.example", false,
         "script-src https://a.example a.example/c/"},
        {"script-src https:", "a.example/c/", "a.example", false, "script-src https: a.example/c/"},
        {"script-src http:", "a.example/c/", "a.example", false, ""},
        {"script-src 'none'", "127.0.0.1:8080/c/", "127.0.0.1:8080", false,
         "script-src 127.0.0.1:8080/c/"},
        // no place in a policy
        {"script-src 'none'", "[::1]:8080/c/", "[::1]:8080", false, "script-src 'self'"},
        {"script-src 'none'", "a;script-src */c/", "a", false, "script-src 'self'"},
        {"script-src 'none'", "a.example/c,d;e\xc3\xa9/", "a.example", false,
         "script-src a.example/c%2Cd%3Be%C3%A9/"},
        {"script-src a.example/c%2cd/", "a.example/c,d/", "a.example", false, ""},
        // several of one kind
        {"script-src a.example/c", "a.example/c a.example/c/d a.example/c/d", "a.example", false,
         "script-src a.example/c a.example/c/d"},
    };
    for (const Page& row : rows) {
        CAPTURE(row.policy, row.need);
        const auto left = allow_own(row.policy, {row.need, {}, {}, {}}, {}, row.host, row.https);
        CHECK(left.value_or("") == row.left);
    }
}

TEST_CASE("the nonce for scripts") {
    const std::vector<Row> rows{
        {"script-src 'self' 'nonce-YWJj'", "YWJj"},
        {"script-src 'self' 'Nonce-a+/-_9=='", "a+/-_9=="},
        {"default-src 'nonce-eA'", "eA"},
        {"default-src 'nonce-eA'; script-src 'self'", ""},
        {"script-src 'nonce-eA'; script-src-elem 'nonce-eQ'", "eQ"},
        {"style-src 'nonce-eA'", ""},
        {"style-src 'nonce-eA', script-src 'nonce-eQ', script-src 'nonce-eg'", "eQ"},
        {"script-src 'nonce-' 'nonce-\"><b>' 'nonce-a=b' 'nonce-a===' nonce-a 'nonce-a", ""},
        {"script-src 'nonce-=' 'nonce-b'", "b"},
        {"", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.came);
        CHECK(script_nonce(row.came).value_or("") == row.left);
    }
}

TEST_CASE("where a nonce is needed") {
    CHECK(needs_script_nonce("script-src 'strict-dynamic'"));
    CHECK(needs_script_nonce("img-src *, default-src 'Strict-Dynamic' 'nonce-eA'"));
    CHECK_FALSE(needs_script_nonce("default-src 'strict-dynamic'; script-src 'self'"));
    CHECK_FALSE(needs_script_nonce("style-src 'strict-dynamic'"));
    CHECK_FALSE(needs_script_nonce(""));
}

}   // namespace pages

#include "admin/console.hpp"

#include "admin/asset_files.hpp"
#include "admin/origin_check.hpp"
#include "admin/status_json.hpp"
#include "admin/status_page.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace admin {
namespace {

namespace http = boost::beast::http;
namespace urls = boost::urls;
using Json = nlohmann::ordered_json;

constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

bool reads(const Request& request) {
    return request.method() == http::verb::get || request.method() == http::verb::head;
}

bool accepts(const Request& request, std::string_view type) {
    return field(request, http::field::accept).find(type) != std::string_view::npos;
}

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The value of a parameter of the query; empty where there is none.
std::string parameter(const urls::url_view& target, std::string_view name) {
    const auto found = target.params().find(name);
    return found == target.params().end() ? std::string() : std::string((*found).value);
}

/// How a switch stands, as whoever asks wants to read it.
Response tell(const Request& request, const Json& json, std::string text) {
    if (accepts(request, "application/json")) {
        return make_response(http::status::ok, "application/json", dump(json));
    }
    return plain_response(http::status::ok, text + "\n");
}

/// The form's browser goes back to the page.
Response back_to_page() {
    Response answer = plain_response(http::status::see_other, "");
    answer.set(http::field::location, "/");
    return answer;
}

Response tell_level(const Request& request, const Console& console) {
    const std::string level = console.log_level();
    return tell(request, Json{{"level", level}}, level);
}

Response answer_logging(const Request& request, const urls::url_view& target,
                        const Console& console) {
    if (reads(request)) {
        return tell_level(request, console);
    }
    if (!console.set_log_level(parameter(target, "level"))) {
        return plain_response(http::status::bad_request,
                              "say ?level=trace, debug, info, warning or error\n");
    }
    return accepts(request, "text/html") ? back_to_page() : tell_level(request, console);
}

Response tell_mode(const Request& request, const std::string& site, const Console& console) {
    const auto mode = console.site_mode(site);
    if (!mode) {
        return plain_response(http::status::not_found, "no such site\n");
    }
    const Json json = {{"site", site},
                       {"mode", mode->now},
                       {"registry", mode->registry},
                       {"switched", mode->switched}};
    return tell(request, json, mode->now);
}

Response answer_mode(const Request& request, const urls::url_view& target, const std::string& site,
                     const Console& console) {
    if (reads(request) || !console.site_mode(site)) {
        return tell_mode(request, site, console);
    }
    const std::string mode = parameter(target, "mode");
    if (mode != "enforce" && mode != "report" && mode != "registry") {
        return plain_response(http::status::bad_request, "say ?mode=report, enforce or registry\n");
    }
    if (!console.set_site_mode(site, mode)) {
        return plain_response(http::status::not_found, "no such site\n");
    }
    return accepts(request, "text/html") ? back_to_page() : tell_mode(request, site, console);
}

Response answer_asset(std::string_view name) {
    const auto files = asset_files();
    const auto file = std::find_if(files.begin(), files.end(),
                                   [name](const AssetFile& each) { return each.name == name; });
    return file == files.end()
               ? plain_response(http::status::not_found, "not found\n")
               : make_response(http::status::ok,
                               name.ends_with(".css") ? "text/css; charset=utf-8"
                                                      : "text/javascript; charset=utf-8",
                               std::string(file->text));
}

Response answer_page(std::string_view path, const Console& console) {
    if (path == "/") {
        return make_response(http::status::ok, "text/html; charset=utf-8",
                             status_page(console.status()));
    }
    if (path == "/status.json") {
        return make_response(http::status::ok, "application/json",
                             status_json(console.status()) + "\n");
    }
    return answer_asset(path.substr(1));
}

Response answer_path(const Request& request, const Console& console) {
    const auto parsed = urls::parse_origin_form({request.target().data(), request.target().size()});
    if (!parsed) {
        return plain_response(http::status::bad_request, "bad target\n");
    }
    const urls::url_view& target = *parsed;
    std::vector<std::string> path;
    for (const auto segment : target.segments()) {
        path.emplace_back(segment);
    }
    if (path.empty()) {
        path.emplace_back();
    }
    const bool is_mode = path.size() == 3 && path[0] == "sites" && path[2] == "mode";
    const bool is_switch = is_mode || path.front() == "logging";
    if (path.front() == "sites" && !is_mode) {
        return plain_response(http::status::not_found, "not found\n");
    }
    if (!reads(request) && !(is_switch && request.method() == http::verb::post)) {
        return wrong_method(is_switch ? "GET, HEAD, POST" : "GET, HEAD");
    }
    if (is_mode) {
        return answer_mode(request, target, path[1], console);
    }
    if (is_switch) {
        return answer_logging(request, target, console);
    }
    return answer_page(std::string("/") + path.front(), console);
}

}   // namespace

bool is_of_console(std::string_view path) {
    return path == "/" || path == "/logging" || path.starts_with("/sites/") ||
           path == "/status.json" || path == "/status.css" || path == "/status.js";
}

Response answer_console(const Request& request, const Console& console) {
    auto refusal = refuse_stranger(request, console.hosts());
    Response answer = refusal ? *std::move(refusal) : answer_path(request, console);
    answer.set("Content-Security-Policy", page_policy);
    answer.set("X-Frame-Options", "DENY");
    answer.set("Referrer-Policy", "same-origin");   // with less a form's Origin would be null
    answer.set("Cross-Origin-Resource-Policy", "same-origin");
    answer.set("Cross-Origin-Opener-Policy", "same-origin");
    return answer;
}

}   // namespace admin

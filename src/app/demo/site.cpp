#include "app/demo/site.hpp"

#include "app/demo/cookie_list.hpp"
#include "app/demo/files.hpp"
#include "app/demo/page.hpp"
#include "consent/cookie.hpp"

#include <boost/beast/http/field.hpp>
#include <utility>

namespace app::demo {

namespace {

namespace http = boost::beast::http;

Response see_other(std::string_view location) {
    Response response(http::status::see_other, 11);
    response.set(http::field::location, location);
    return response;
}

Response not_allowed() {
    auto response = html(http::status::method_not_allowed,
                         message_page("Method not allowed", "This page cannot be asked that way."));
    response.set(http::field::allow, "GET, HEAD, POST");
    return response;
}

Response not_found() {
    return html(http::status::not_found, message_page("Page not found", "There is no such page."));
}

/// A form of another site must not fill the basket.
bool is_cross_site(const Request& request) {
    const auto site = request["Sec-Fetch-Site"];
    return !site.empty() && site != "same-origin";
}

bool is_page(std::string_view path) {
    return path == "/" || path == "/basket";
}

void set_site_cookies(Response& response, const std::string& session, std::string_view secure) {
    for (const auto& cookie : site_cookies()) {
        if (cookie.set_by != SetBy::header) {
            continue;
        }
        const auto text =
            cookie.name == session_cookie
                ? std::string(session_cookie) + '=' + session + "; Path=/; HttpOnly; SameSite=Lax"
                : std::string(cookie.set_cookie);
        response.insert(http::field::set_cookie, text + std::string(secure));
    }
}

std::string_view secure_of(const Request& request) {
    return request["X-Forwarded-Proto"] == "https" ? "; Secure" : "";
}

bool all_of(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

/// A name or address of this machine that may stand in a URL?
bool is_local(std::string_view host) {
    constexpr std::string_view digits = "0123456789.";
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-.";
    return (host.starts_with("127.") && all_of(host, digits)) || host == "localhost" ||
           (host.ends_with(".localhost") && all_of(host, letters));
}

void read_host(const Request& request, Visit& visit) {
    const std::string_view host(request[http::field::host].data(),
                                request[http::field::host].size());
    const auto colon = host.find(':');
    const auto port = colon == std::string_view::npos ? "" : host.substr(colon + 1);
    if (is_local(host.substr(0, colon)) && all_of(port, "0123456789")) {
        visit.local_name = host.substr(0, colon);
        visit.port = port;
    }
}

}   // namespace

Site::Site(std::shared_ptr<const consent::Registry> registry, Surroundings around)
    : registry_(std::move(registry)), around_(std::move(around)) {}

Response Site::answer(const Request& request) {
    const auto path = path_of(request);
    if (is_page(path)) {
        if (only_reads(request)) {
            return show(request, path);
        }
        return request.method() == http::verb::post && path == "/basket" ? add_to_basket(request)
                                                                         : not_allowed();
    }
    if (!only_reads(request)) {
        return not_found();
    }
    if (path == "/site.css") {
        return content(http::status::ok, "text/css; charset=utf-8",
                       std::string(file_text("site.css")));
    }
    if (path == "/site.js") {
        return content(http::status::ok, "text/javascript; charset=utf-8",
                       std::string(file_text("site.js")));
    }
    return path == "/browser" ? show_browser(request) : not_found();
}

/// `session` becomes that of the request, or stays empty.
Visit Site::visit_of(const Request& request, std::string& session) {
    Visit visit;
    read_host(request, visit);
    consent::VisitorReader reader(*registry_);
    const auto fields = request.equal_range(http::field::cookie);
    for (auto field = fields.first; field != fields.second; ++field) {
        const std::string_view text(field->value().data(), field->value().size());
        reader.add(text);
        consent::CrumbReader crumbs(text);
        while (const auto crumb = crumbs.next()) {
            visit.cookies.emplace(crumb->name);
            if (crumb->name == session_cookie && baskets_.find(crumb->value) != nullptr) {
                session = crumb->value;
            }
        }
    }
    visit.visitor = reader.finish();
    return visit;
}

Response Site::show(const Request& request, std::string_view path) {
    std::string session;
    auto visit = visit_of(request, session);
    session = session.empty() ? baskets_.open() : session;
    visit.basket = *baskets_.find(session);
    auto response = html(http::status::ok,
                         path == "/" ? home_page(*registry_, around_, visit) : basket_page(visit));
    set_site_cookies(response, session, secure_of(request));
    return response;
}

/// Sets nothing: it shows what is there.
Response Site::show_browser(const Request& request) {
    std::string session;
    return html(http::status::ok, browser_page(*registry_, around_, visit_of(request, session)));
}

Response Site::add_to_basket(const Request& request) {
    if (is_cross_site(request)) {
        return html(http::status::forbidden,
                    message_page("Forbidden", "This form was sent from another site."));
    }
    std::string session;
    static_cast<void>(visit_of(request, session));
    session = session.empty() ? baskets_.open() : session;
    ++*baskets_.find(session);
    auto response = see_other("/basket");
    set_site_cookies(response, session, secure_of(request));
    return response;
}

}   // namespace app::demo

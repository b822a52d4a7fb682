#include "app/demo/site.hpp"

#include "app/demo/cookie_list.hpp"
#include "app/demo/page.hpp"
#include "consent/cookie.hpp"

#include <boost/beast/http/field.hpp>
#include <boost/url/parse_query.hpp>
#include <chrono>
#include <optional>
#include <utility>

namespace app::demo {

namespace {

namespace http = boost::beast::http;

constexpr std::string_view year = "; Path=/; Max-Age=31536000; SameSite=Lax";

Response html(http::status status, std::string body) {
    Response response(status, 11);
    response.set(http::field::content_type, "text/html; charset=utf-8");
    response.set(http::field::cache_control, "no-cache");
    response.body() = std::move(body);
    return response;
}

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

/// A form of another site must not choose for the visitor.
bool is_cross_site(const Request& request) {
    const auto site = request["Sec-Fetch-Site"];
    return !site.empty() && site != "same-origin";
}

bool is_page(std::string_view path) {
    return path == "/" || path == "/basket" || path == "/help/cookies";
}

void set_site_cookies(Response& response, const std::string& session, std::string_view secure) {
    for (const auto& cookie : site_cookies()) {
        if (cookie.set_by == SetBy::script) {
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

/// The categories that a form grants; nothing when it is no form.
std::optional<consent::CategorySet> choice_of(const consent::Registry& registry,
                                              std::string_view form) {
    const auto fields = boost::urls::parse_query(form);
    if (!fields) {
        return std::nullopt;
    }
    auto granted = registry.always_on();
    for (const auto& field : boost::urls::params_view(*fields)) {
        if (field.value != "yes") {
            continue;
        }
        consent::CategoryIndex index = 0;
        for (const auto& category : registry.categories()) {
            if (field.key == "all" || field.key == category.id) {
                granted.insert(index);
            }
            ++index;
        }
    }
    return granted;
}

}   // namespace

Site::Site(std::shared_ptr<const consent::Registry> registry) : registry_(std::move(registry)) {}

Response Site::answer(const Request& request) {
    const std::string_view target(request.target().data(), request.target().size());
    const auto path = target.substr(0, target.find('?'));
    const auto method = request.method();
    if (!is_page(path)) {
        return html(http::status::not_found,
                    message_page("Page not found", "There is no such page."));
    }
    if (method == http::verb::get || method == http::verb::head) {
        return show(request, path, target.ends_with("?saved"));
    }
    if (method != http::verb::post || path == "/") {
        return not_allowed();
    }
    if (is_cross_site(request)) {
        return html(http::status::forbidden,
                    message_page("Forbidden", "This form was sent from another site."));
    }
    return path == "/basket" ? add_to_basket(request) : save_choice(request);
}

/// Opens a session where the request has none.
Visit Site::visit_of(const Request& request, std::string& session) {
    Visit visit;
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
    if (session.empty()) {
        session = baskets_.open();
    }
    visit.basket = *baskets_.find(session);
    return visit;
}

Response Site::show(const Request& request, std::string_view path, bool saved) {
    std::string session;
    const auto visit = visit_of(request, session);
    auto response =
        html(http::status::ok, path == "/"         ? home_page(*registry_, visit)
                               : path == "/basket" ? basket_page(*registry_, visit)
                                                   : settings_page(*registry_, visit, saved));
    set_site_cookies(response, session, secure_of(request));
    return response;
}

Response Site::add_to_basket(const Request& request) {
    std::string session;
    const auto visit = visit_of(request, session);
    *baskets_.find(session) = visit.basket + 1;
    auto response = see_other("/basket");
    set_site_cookies(response, session, secure_of(request));
    return response;
}

Response Site::save_choice(const Request& request) {
    const auto granted = choice_of(*registry_, request.body());
    if (!granted) {
        return html(http::status::bad_request,
                    message_page("Bad request", "The form could not be read."));
    }
    auto response = see_other("/help/cookies?saved");
    const auto& settings = registry_->consent();
    const auto attributes = std::string(year) + std::string(secure_of(request));
    response.insert(http::field::set_cookie,
                    settings.cookie + '=' +
                        registry_->format().write(*granted, std::chrono::system_clock::now()) +
                        attributes);
    if (settings.decided) {
        response.insert(http::field::set_cookie, *settings.decided + "=true" + attributes);
    }
    return response;
}

}   // namespace app::demo

#include "proxy/record.hpp"

#include "observe/client_text.hpp"

namespace proxy {
namespace {

observe::ClientDetail detail_of(config::LogClient client) {
    switch (client) {
        case config::LogClient::prefix:
            return observe::ClientDetail::prefix;
        case config::LogClient::none:
            return observe::ClientDetail::none;
        case config::LogClient::full:
            break;
    }
    return observe::ClientDetail::full;
}

// The redirect loop behind an ingress that ends TLS.
void tell_of_ignored_https(Service& service) {
    if (service.hints().is_first(Hints::ignored_https)) {
        service.events().warn(
            "X-Forwarded-Proto: https from a private address was ignored, so the site is told that "
            "the visitor came by http and may redirect for ever; if an ingress ends TLS in front, "
            "name it in the listener: trusted_proxies: [private] (or --trusted-proxies private); "
            "this is told once");
    }
}

// An origin that was not even asked has not failed.
void count_upstream_error(observe::SiteCounters& counters, const ErrorInfo& error,
                          Record::Clock::time_point now) {
    counters.upstream_error(*error.upstream);
    if (error.source == Source::upstream) {
        counters.upstream_failed(*error.upstream, now);
    }
}

}   // namespace

void Record::finish(Service& service, const config::Settings& settings, const SiteView* site,
                    const Visit& visit, std::string_view method, std::string_view target,
                    std::span<const observe::SeenCookie> cookies) const {
    if (silent_) {
        return;
    }
    if (visit.ignored_https) [[unlikely]] {
        tell_of_ignored_https(service);
    }
    const auto now = Clock::now();
    const auto duration = now - began_;
    service.counters().durations.observe(duration);
    if (error_) {
        (site != nullptr ? site->counters->flags() : service.counters().flags)
            .add(info(*error_).flag);
    }
    if (site != nullptr) {
        site->counters->request(status_);
        if (error_ && info(*error_).upstream) {
            count_upstream_error(*site->counters, info(*error_), now);
        } else if (upstream_answered_) {
            site->counters->upstream_answered(now);
        }
    }
    if (!settings.log.access) {
        return;
    }
    const observe::ClientText client =
        observe::client_text(visit.client, detail_of(settings.log.client));
    observe::AccessEntry entry;
    entry.time = std::chrono::system_clock::now() -
                 std::chrono::duration_cast<std::chrono::system_clock::duration>(duration);
    entry.site = site != nullptr ? std::string_view(site->site->name) : std::string_view{};
    entry.client = client.view();
    entry.method = method;
    entry.host = visit.host;
    entry.path = target.substr(0, target.find('?'));
    entry.version = version_;
    entry.head_bytes = head_bytes_;
    entry.status = status_;
    entry.bytes_in = bytes_in_;
    entry.bytes_out = bytes_out_;
    entry.duration = duration;
    if (upstream_began_) {
        entry.upstream_duration = upstream_answered_.value_or(now) - *upstream_began_;
    }
    entry.flags = error_ ? info(*error_).flag : std::string_view{};
    entry.cookies = cookies;
    service.access_log().write(entry);
}

}   // namespace proxy

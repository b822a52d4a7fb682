#include "pages/content_policy.hpp"

#include "bytes/ascii.hpp"
#include "pages/policy_directives.hpp"
#include "pages/policy_source.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace pages {
namespace {

constexpr std::string_view none = "'none'";
constexpr std::string_view strict_dynamic = "'strict-dynamic'";
constexpr std::string_view default_src = "default-src";

/// What a policy decides about: the directives that may hold, the foremost first.
struct Kind {
    std::span<const std::string_view> names;
    std::string_view own;   ///< the one to add where only default-src is there
    bool has_nonce;
    bool has_urls_alone;   ///< no inline code, nonces or hashes
};

constexpr std::string_view script_names[] = {"script-src-elem", "script-src", default_src};
constexpr std::string_view style_names[] = {"style-src-elem", "style-src", default_src};
constexpr std::string_view connect_names[] = {"connect-src", default_src};
constexpr std::string_view form_names[] = {"form-action"};

constexpr Kind script_kind{script_names, "script-src", true, false};
constexpr Kind style_kind{style_names, "style-src", false, false};
constexpr Kind connect_kind{connect_names, "connect-src", false, true};
constexpr Kind form_kind{form_names, "form-action", false, true};

/// What is put into a policy, in place of a part of it.
struct Edit {
    std::size_t at = 0;
    std::size_t size = 0;
    std::string text;
};

/// One policy on its way to allow what the proxy needs.
class Policy {
public:
    Policy(std::string_view text, std::string_view own_host, bool https)
        : text_(text), own_host_(own_host), https_(https) {}

    void need(std::string_view urls, const Kind& kind, std::string_view nonce = {});
    [[nodiscard]] bool changed() const { return !edits_.empty() || !added_.empty(); }
    void write(std::string& out);

private:
    [[nodiscard]] std::string missing(std::string_view sources, std::string_view urls) const;
    void add(const PolicyDirective& directive, const Kind& kind, const std::string& sources);
    void edit(std::string_view place, std::string text);

    std::string_view text_;
    std::string_view own_host_;
    bool https_;
    std::vector<Edit> edits_;
    std::string added_;   ///< directives for its end
};

bool has_source(std::string_view sources, std::string_view wanted) {
    while (true) {
        const std::string_view source = take_token(sources);
        if (source.empty() || bytes::iequals(source, wanted)) {
            return !source.empty();
        }
    }
}

/// The nonce of `'nonce-...'`, or empty.
std::string_view nonce_of(std::string_view source) {
    constexpr std::string_view prefix = "'nonce-";
    if (source.size() <= prefix.size() + 1 || !source.ends_with('\'') ||
        !bytes::iequals(source.substr(0, prefix.size()), prefix)) {
        return {};
    }
    source.remove_prefix(prefix.size());
    source.remove_suffix(1);
    const std::size_t end =
        std::min(source.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                          "0123456789+/-_"),
                 source.size());
    const std::string_view padding = source.substr(end);
    const bool valid = end > 0 && (padding.empty() || padding == "=" || padding == "==");
    return valid ? source : std::string_view();
}

bool has_nonce(std::string_view sources, std::string_view nonce) {
    while (!nonce.empty()) {
        const std::string_view source = take_token(sources);
        if (source.empty()) {
            return false;
        }
        if (nonce_of(source) == nonce) {
            return true;
        }
    }
    return false;
}

std::optional<PolicyDirective> script_directive(std::string_view policy) {
    return find_directive(policy, script_names);
}

/// What default-src allows of the kind that a directive of this name is for. No 'none', which
/// counts only where it is alone; and a connection has neither nonce nor inline code, of which
/// browsers warn.
std::string copy_of(std::string_view sources, bool urls_only) {
    std::string copy;
    while (true) {
        const std::string_view source = take_token(sources);
        if (source.empty()) {
            return copy;
        }
        const bool quoted = source.starts_with('\'') && !bytes::iequals(source, "'self'");
        if (!bytes::iequals(source, none) && !(urls_only && quoted)) {
            copy.append(source).append(" ");
        }
    }
}

std::string Policy::missing(std::string_view sources, std::string_view urls) const {
    std::string missing;
    while (true) {
        const std::string_view text = take_token(urls);
        if (text.empty()) {
            return missing;
        }
        const OwnUrl url = OwnUrl::read(text, own_host_, https_);
        bool allowed = false;
        for (std::string_view rest = sources; !allowed;) {
            const std::string_view source = take_token(rest);
            if (source.empty()) {
                break;
            }
            allowed = allows(source, url);
        }
        std::string source = source_of(url);
        if (!allowed && !has_source(missing, source)) {
            missing.append(missing.empty() ? "" : " ").append(source);
        }
    }
}

void Policy::need(std::string_view urls, const Kind& kind, std::string_view nonce) {
    const auto directive = urls.empty() ? std::nullopt : find_directive(text_, kind.names);
    if (!directive || has_nonce(directive->value, nonce)) {
        return;
    }
    std::string sources;
    if (!kind.has_nonce || !has_source(directive->value, strict_dynamic)) {
        sources = missing(directive->value, urls);
    } else if (!nonce.empty()) {
        sources.append("'nonce-").append(nonce).append("'");
    }
    if (!sources.empty()) {
        add(*directive, kind, sources);
    }
}

void Policy::add(const PolicyDirective& directive, const Kind& kind, const std::string& sources) {
    if (bytes::iequals(directive.name, default_src)) {
        added_.append("; ").append(kind.own).append(" ");
        added_.append(copy_of(directive.value, kind.has_urls_alone)).append(sources);
    } else if (bytes::iequals(directive.value, none)) {
        edit(directive.value, sources);
    } else {
        const std::string_view last = directive.value.empty() ? directive.name : directive.value;
        edit(last.substr(last.size()), " " + sources);
    }
}

void Policy::edit(std::string_view place, std::string text) {
    edits_.push_back(
        {static_cast<std::size_t>(place.data() - text_.data()), place.size(), std::move(text)});
}

void Policy::write(std::string& out) {
    const std::size_t end = text_.find_last_not_of("\t\n\f\r ");
    if (!added_.empty()) {
        // Behind a semicolon no second one is needed.
        edit(text_.substr(end + 1, 0), added_.substr(text_[end] == ';' ? 1 : 0));
    }
    std::stable_sort(edits_.begin(), edits_.end(),
                     [](const Edit& a, const Edit& b) { return a.at < b.at; });
    std::size_t done = 0;
    for (const Edit& each : edits_) {
        out.append(text_.substr(done, each.at - done)).append(each.text);
        done = each.at + each.size;
    }
    out.append(text_.substr(done));
}

}   // namespace

std::optional<std::string_view> script_nonce(std::string_view field_value) {
    while (!field_value.empty()) {
        const auto directive = script_directive(take_until(field_value, ','));
        std::string_view rest = directive ? directive->value : std::string_view();
        for (std::string_view source = take_token(rest); !source.empty();
             source = take_token(rest)) {
            if (const std::string_view nonce = nonce_of(source); !nonce.empty()) {
                return nonce;
            }
        }
    }
    return std::nullopt;
}

bool needs_script_nonce(std::string_view field_value) {
    while (!field_value.empty()) {
        const auto directive = script_directive(take_until(field_value, ','));
        if (directive && has_source(directive->value, strict_dynamic)) {
            return true;
        }
    }
    return false;
}

std::optional<std::string> allow_own(std::string_view field_value, const PolicyNeeds& needs,
                                     std::string_view nonce, std::string_view own_host,
                                     bool https) {
    std::string out;
    bool changed = false;
    while (true) {
        const bool last = field_value.find(',') == field_value.npos;
        Policy policy(take_until(field_value, ','), own_host, https);
        policy.need(needs.script, script_kind, nonce);
        policy.need(needs.style, style_kind);
        policy.need(needs.connect, connect_kind);
        policy.need(needs.form, form_kind);
        changed = changed || policy.changed();
        policy.write(out);
        if (last) {
            break;
        }
        out += ',';
    }
    return changed ? std::optional(std::move(out)) : std::nullopt;
}

}   // namespace pages

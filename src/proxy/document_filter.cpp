#include "proxy/document_filter.hpp"

#include "bytes/ascii.hpp"
#include "consent/settling.hpp"
#include "http/coding.hpp"
#include "http/media_type.hpp"
#include "pages/content_policy.hpp"
#include "pages/entity_tag.hpp"
#include "pages/gzip.hpp"
#include "pages/html_rewriter.hpp"
#include "proxy/nonce.hpp"
#include "proxy/request_facts.hpp"
#include "proxy/state_hash.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>

namespace proxy {
namespace {

using http::Field;
using http::FieldId;
using http::Fields;
using observe::DocumentOutcome;

// Where no pages say it in the visitor's language.
constexpr std::string_view video_text = "Watch {title} on YouTube";

bool is_frame(std::string_view destination) {
    constexpr std::array<std::string_view, 5> frames{"iframe", "frame", "embed", "object",
                                                     "fencedframe"};
    return std::ranges::find(frames, destination) != frames.end();
}

bool reads_only(const http::RequestHead& head) {
    return head.method == "GET" || head.method == "HEAD";
}

bool is_xhtml(std::string_view content_type) {
    return bytes::iequals(http::media_type(content_type), "application/xhtml+xml");
}

bool is_html(std::string_view content_type) {
    return bytes::iequals(http::media_type(content_type), "text/html") || is_xhtml(content_type);
}

// Charsets in which the bytes of a tag may be another letter's (WHATWG Encoding section 4.2 calls
// them not ASCII-compatible, or maps them to `replacement`).
bool hides_tags(std::string_view content_type) {
    constexpr std::array<std::string_view, 5> charsets{"utf-16", "utf-32", "utf-7", "iso-2022",
                                                       "hz-gb"};
    constexpr std::string_view label = "charset=";
    std::string lower(content_type);
    std::ranges::transform(lower, lower.begin(), bytes::to_lower);
    const std::size_t at = lower.find(label);
    if (at == std::string::npos) {
        return false;
    }
    std::string_view charset = std::string_view(lower).substr(at + label.size());
    charset.remove_prefix(std::min(charset.find_first_not_of("\"' "), charset.size()));
    return std::ranges::any_of(
        charsets, [charset](std::string_view one) { return charset.starts_with(one); });
}

bool is_gzip(std::string_view coding) {
    return bytes::iequals(coding, "gzip") || bytes::iequals(coding, "x-gzip");
}

// What is said of the bytes of a body that is no more.
bool describes_bytes(FieldId id) {
    switch (id) {
        case FieldId::accept_ranges:
        case FieldId::content_digest:
        case FieldId::content_md5:
        case FieldId::digest:
        case FieldId::repr_digest:
            return true;
        default:
            return false;
    }
}

// Of an answer to HEAD, too.
std::optional<std::uint64_t> announced_length(const Fields& fields) {
    const std::string_view text = fields.find(FieldId::content_length).value_or("");
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    return text.empty() || error != std::errc() ? std::nullopt : std::optional(length);
}

template <class Change>
void for_each_field(const Fields& fields, const Change& change) {
    std::size_t index = 0;
    for (const Field& field : fields) {
        change(field, index++);
    }
}

}   // namespace

void DocumentFilter::read_request(const Visiting& visiting, const consent::Visitor& visitor,
                                  const PageNotice& notice, const http::RequestHead& head,
                                  http::Edits& edits) {
    visiting_ = &visiting;
    visitor_ = &visitor;
    notice_ = notice;
    state_asked_ = changes_ = still_good_ = zipped_ = banner_ = false;
    nonce_.clear();
    language_ = nullptr;
    role_ = role_of(head);
    if (role_ == Role::none) {
        return;
    }
    if (visiting.site->pages) {
        language_ = &visiting.site->pages->language(
            head.fields.find(FieldId::accept_language).value_or(""));
        banner_ = banner_is_due(head);
    }
    takes_gzip_ =
        http::accepts_coding(head.fields.find(FieldId::accept_encoding).value_or(""), "gzip");
    state_ = make_state();
    if (role_ != Role::fragment) {
        ask_for_changeable(head, edits);
    }
    if (reads_only(head)) {
        ask_for_state(head, edits);
    }
}

DocumentFilter::Role DocumentFilter::role_of(const http::RequestHead& head) const {
    const bool pages = visiting_->site->pages != nullptr;
    const bool third_parties = !registry().third_parties().empty();
    if (!pages && !third_parties) {
        return Role::none;
    }
    std::string accept;
    const consent::RequestFacts facts = request_facts(head, accept);
    if (consent::is_document_request(facts)) {
        return Role::page;
    }
    if (is_frame(facts.sec_fetch_dest.value_or(""))) {
        return Role::frame;
    }
    return third_parties ? Role::fragment : Role::none;
}

// As the settling exchange that it will be if the origin answers 200 with a page.
bool DocumentFilter::banner_is_due(const http::RequestHead& head) const {
    const consent::ResponseFacts page{
        .status = 200, .location = false, .content_type = "text/html", .content_disposition = {}};
    const bool told = notice_.notice != pages::Notice::none;
    std::string accept;
    return registry().pages()->banner && (!visitor_->chosen || told) &&
           consent::settles(request_facts(head, accept), page, registry().consent().same_site);
}

// Everything that the document depends on besides what the origin wrote.
std::string DocumentFilter::make_state() const {
    StateHash hash;
    hash.add(visiting_->site->pages ? visiting_->site->pages->version() : registry().fingerprint());
    hash.add(static_cast<unsigned>(role_));
    hash.add(banner_ ? 1U : 0U);
    hash.add(visitor_->chosen ? 1U : 0U);
    hash.add(static_cast<unsigned>(notice_.notice));
    hash.add(notice_.receipt);
    hash.add(language_ == nullptr ? std::string_view{} : std::string_view(language_->tag));
    for (consent::CategoryIndex i = 0; i < registry().categories().size(); ++i) {
        hash.add(visitor_->policy.granted.contains(i) ? 1U : 0U);
    }
    return hash.text();
}

void DocumentFilter::ask_for_changeable(const http::RequestHead& head, http::Edits& edits) {
    bool asked = false;
    for_each_field(head.fields, [&](const Field& field, std::size_t at) {
        if (field.id == FieldId::accept_encoding) {
            asked ? edits.drop(at) : edits.replace(at, "identity");
            asked = true;
        }
    });
}

void DocumentFilter::ask_for_state(const http::RequestHead& head, http::Edits& edits) {
    const Fields& fields = head.fields;
    const bool resumes_changed = pages::has_state(fields.find(FieldId::if_range).value_or(""));
    for_each_field(fields, [&](const Field& field, std::size_t at) {
        const std::string_view value = fields.value(field);
        const bool resumes = field.id == FieldId::range || field.id == FieldId::if_range;
        if (field.id == FieldId::if_none_match &&
            (role_ != Role::fragment || pages::has_state(value))) {
            const std::string tags = pages::tags_without_state(value, state_);
            state_asked_ = state_asked_ || !tags.empty();
            tags.empty() ? edits.drop(at) : edits.replace(at, tags);
        } else if (resumes && resumes_changed) {
            edits.drop(at);
        }
    });
    // A date tells nothing of the state.
    for_each_field(fields, [&](const Field& field, std::size_t at) {
        if (field.id == FieldId::if_modified_since && !state_asked_ && role_ != Role::fragment) {
            edits.drop(at);
        }
    });
}

void DocumentFilter::judge_response(const http::ResponseHead& head) {
    if (role_ == Role::none) {
        return;
    }
    if (head.status == 304) {
        still_good_ = state_asked_;
        return;
    }
    const std::optional<DocumentOutcome> outcome = outcome_of(head);
    if (outcome) {
        visiting_->site->counters->document(*outcome);
    }
    changes_ = outcome == DocumentOutcome::changed;
    banner_ = banner_ && head.status == 200;
}

// Nothing where there is nothing to do.
std::optional<DocumentOutcome> DocumentFilter::outcome_of(const http::ResponseHead& head) const {
    const Fields& fields = head.fields;
    const std::string_view type = fields.find(FieldId::content_type).value_or("");
    std::string disposition;
    if (!is_html(type) || head.status < 200 ||
        !consent::is_page_response(response_facts(head, disposition))) {
        return std::nullopt;
    }
    if (registry().third_parties().empty() && !has_markup()) {
        return std::nullopt;
    }
    const std::string_view coding = fields.find(FieldId::content_encoding).value_or("identity");
    if (head.status == 206) {
        return DocumentOutcome::partial;
    }
    if (hides_tags(type)) {
        return DocumentOutcome::charset;
    }
    if (!coding.empty() && !is_gzip(coding) && !bytes::iequals(coding, "identity")) {
        return DocumentOutcome::coding;
    }
    const auto length = announced_length(fields);
    if (length && registry().pages() && *length > registry().pages()->max_document) {
        return DocumentOutcome::length;
    }
    return DocumentOutcome::changed;
}

void DocumentFilter::edit_response(const http::ResponseHead& head, http::Edits& edits) {
    if (!shows_state()) {
        return;
    }
    const Fields& fields = head.fields;
    xml_ = is_xhtml(fields.find(FieldId::content_type).value_or(""));
    zipped_ = is_gzip(fields.find(FieldId::content_encoding).value_or(""));
    for_each_field(fields, [&](const Field& field, std::size_t at) {
        if (field.id == FieldId::etag) {
            const auto tag = pages::tag_with_state(fields.value(field), state_);
            tag ? edits.replace(at, *tag) : edits.drop(at);
        } else if (describes_bytes(field.id) ||
                   (field.id == FieldId::content_encoding && changes_ && zipped_ && !takes_gzip_)) {
            edits.drop(at);
        }
    });
    if (changes_ && visiting_->site->pages && role_ != Role::fragment) {
        edit_policies(head, edits);
    }
}

// A policy that is there may not forbid what the proxy's own markup needs.
void DocumentFilter::edit_policies(const http::ResponseHead& head, http::Edits& edits) {
    const Fields& fields = head.fields;
    bool any = false;
    for_each_field(fields, [&](const Field& field, std::size_t) {
        if (field.id == FieldId::content_security_policy) {
            any = true;
            const auto nonce = pages::script_nonce(fields.value(field));
            nonce_ = nonce_.empty() ? std::string(nonce.value_or("")) : nonce_;
        }
    });
    if (!any) {
        return;
    }
    nonce_ = nonce_.empty() ? make_nonce() : nonce_;
    const std::string base = fmt::format("{}{}", visiting_->host, registry().pages()->base);
    const std::string assets = base + "/assets/";
    const std::string asked = base + " " + base + "/policy";
    const pages::PolicyNeeds needs{.script = assets,
                                   .style = banner_ ? std::string_view(assets) : "",
                                   .form = banner_ ? std::string_view(base) : "",
                                   .connect = asked};
    for_each_field(fields, [&](const Field& field, std::size_t at) {
        if (field.id == FieldId::content_security_policy) {
            const auto value = pages::allow_own(fields.value(field), needs, nonce_, visiting_->host,
                                                visiting_->https);
            if (value) {
                edits.replace(at, *value);
            }
        }
    });
}

bool DocumentFilter::has_markup() const {
    return visiting_->site->pages && role_ != Role::fragment &&
           (registry().pages()->guard || banner_);
}

std::string DocumentFilter::head_markup() const {
    if (!has_markup()) {
        return {};
    }
    return visiting_->site->pages->head({.granted = visitor_->policy.granted,
                                         .decided = visitor_->chosen,
                                         .banner = banner_,
                                         .nonce = nonce_});
}

std::string DocumentFilter::body_markup() const {
    if (!banner_) {
        return {};
    }
    return visiting_->site->pages->banner(
        {.language = *language_,
         .granted = visitor_->policy.granted,
         .return_to = visiting_->target,
         .notice = visitor_->chosen ? notice_.notice : pages::Notice::none,
         .receipt = notice_.receipt});
}

std::unique_ptr<pages::Transform> DocumentFilter::make_transform() const {
    if (!changes_) {
        return nullptr;
    }
    pages::Rewriting rewriting{
        .head = head_markup(),
        .body = body_markup(),
        .xml = xml_,
        .refused = {registry(), visitor_->policy.granted},
        .video_text = language_ == nullptr
                          ? video_text
                          : std::string_view((*language_)[consent::PageText::video])};
    auto rewriter = std::make_unique<pages::HtmlRewriter>(std::move(rewriting));
    return zipped_ ? pages::through_gzip(std::move(rewriter), takes_gzip_) : std::move(rewriter);
}

}   // namespace proxy

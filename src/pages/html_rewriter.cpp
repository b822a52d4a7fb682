#include "pages/html_rewriter.hpp"

#include "pages/html_match.hpp"

#include <utility>

namespace pages {
namespace {

// What one call gives at most, but for one token that is longer.
constexpr std::size_t longest_output = std::size_t{64} * 1024;

// A shorter rest is copied, so that it needs no call of its own.
constexpr std::size_t short_rest = 4096;

// So long nothing tells whether a document has a body or frames.
constexpr std::size_t longest_doubt = 1024;

constexpr char escape = '\x1b';

// Marks of UTF-16, of either order, with or without a byte order mark (WHATWG Encoding
// section 4.2).
bool is_utf16(std::string_view text) {
    return text.starts_with("\xfe\xff") || text.starts_with("\xff\xfe") ||
           text.substr(0, 2).find('\0') != text.npos;
}

bool is_inside(std::string_view part, const std::string& whole) {
    return part.data() >= whole.data() && part.data() <= whole.data() + whole.size();
}

}   // namespace

HtmlRewriter::HtmlRewriter(Rewriting rewriting) : HtmlRewriter(std::move(rewriting), {}, 0) {}

HtmlRewriter::HtmlRewriter(Rewriting rewriting, std::string base, unsigned depth)
    : rewriting_(std::move(rewriting)),
      base_(std::move(base)),
      depth_(depth),
      refuses_(rewriting_.refused.any()),
      head_done_(rewriting_.head.empty()),
      body_done_(rewriting_.body.empty()),
      passes_(places_done() && !refuses_),
      scanner_(rewriting_.xml) {}

void HtmlRewriter::put(std::string_view input) {
    if (passes_) {
        rest_ = input;
        return;
    }
    if (std::exchange(escape_held_, false)) {
        held_ += escape;
    }
    const std::size_t before = held_.size();
    if (before > 0) {
        held_ += input;
        rest_ = held_;
    } else {
        rest_ = input;
    }
    find_escape(rest_.substr(before > 0 && held_[before - 1] == escape ? before - 1 : before));
}

// Within ISO-2022 bytes of ASCII are halves of other characters after an escape, so nothing behind
// one is read.
void HtmlRewriter::find_escape(std::string_view input) {
    for (std::size_t at = 0; (at = find_from(input, escape, at)) < input.size(); ++at) {
        const std::string_view after = input.substr(at + 1);
        if (!after.empty() && after.front() != '$' && after.front() != '(') {
            continue;
        }
        escape_held_ = after.empty();
        behind_ = escape_held_ ? std::string_view() : input.substr(at);
        rest_.remove_suffix(input.size() - at);
        break;
    }
}

void HtmlRewriter::end() {
    last_ = true;
    if (std::exchange(escape_held_, false)) {
        held_ += escape;
        rest_ = held_;
    }
}

bool HtmlRewriter::begin() {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (rest_.size() < byte_order_mark.size() && !last_ && behind_.empty()) {
        return false;
    }
    begun_ = true;
    if (is_utf16(rest_)) {
        untouched_ = true;
        pass_rest();
    } else if (rest_.starts_with(byte_order_mark)) {
        rest_.remove_prefix(byte_order_mark.size());
    }
    return true;
}

void HtmlRewriter::pass_rest() {
    passes_ = true;
    rest_.remove_prefix(rest_.size());
}

void HtmlRewriter::flush_run() {
    sink().append(run_, rest_.data());
    run_ = rest_.data();
}

void HtmlRewriter::insert(std::string_view markup) {
    flush_run();
    sink() += markup;
}

void HtmlRewriter::read() {
    if (!begun_ && !begin()) {
        return;
    }
    while (!passes_ && out_.size() < longest_output) {
        const HtmlToken token = scanner_.next(rest_, last_ && behind_.empty());
        if (token.kind == HtmlToken::Kind::none) {
            break;
        }
        end_doubt();
        handle(token);
        if (places_done() && !refuses_ && !mark_) {
            pass_rest();
        }
    }
    if (!passes_ && out_.size() < longest_output) {
        finish_document();
    }
}

// Nobody waits longer than this for a <frameset>.
void HtmlRewriter::end_doubt() {
    if (mark_ && later_.size() + static_cast<std::size_t>(rest_.data() - run_) > longest_doubt) {
        places_.settle();
        settle_body(true);
    }
}

// Where nothing more is read: at the end, or where an escape begins.
void HtmlRewriter::finish_document() {
    if (!last_ && behind_.empty()) {
        end_doubt();
        return;
    }
    if (style_) {
        end_style();
    }
    if (behind_.empty() && scanner_.in_data() && !scanner_.in_noscript() && !rewriting_.xml) {
        put_before(places_.end());
    }
    settle_body(true);
    if (!behind_.empty()) {
        untouched_ = true;
        pass_rest();
    }
}

std::string_view HtmlRewriter::take() {
    if (!tail_.empty()) {
        return std::exchange(tail_, {});
    }
    out_.clear();
    run_ = rest_.data();
    if (passes_) {
        pass_rest();
    } else {
        read();
    }
    return hand_out();
}

std::string_view HtmlRewriter::hand_out() {
    std::string_view run(run_, static_cast<std::size_t>(rest_.data() - run_));
    if (mark_) {
        flush_run();
        run = {};
    }
    if (passes_) {
        // What was not read follows the run in the same memory.
        const std::size_t unread =
            std::exchange(behind_, {}).size() + (std::exchange(escape_held_, false) ? 1 : 0);
        run = {run.data(), run.size() + unread};
        rest_ = {run.data() + run.size(), 0};
    }
    if (out_.empty()) {
        if (run.empty()) {
            keep_rest();
        }
        return run;
    }
    if (run.size() < short_rest) {
        out_ += run;
    } else {
        tail_ = run;
    }
    return out_;
}

void HtmlRewriter::keep_rest() {
    if (held_.empty() || !is_inside(rest_, held_)) {
        held_ = rest_;
    } else {
        const std::size_t size = rest_.size();
        held_.erase(0, static_cast<std::size_t>(rest_.data() - held_.data()));
        held_.resize(size);   // an escape that was held back is counted apart
    }
    rest_ = held_;
}

}   // namespace pages

#include "pages/html_character.hpp"
#include "pages/html_rewriter.hpp"
#include "pages/url_host.hpp"
#include "pages/video_frame.hpp"

#include <algorithm>

namespace pages {
namespace {

using Kind = HtmlToken::Kind;

// Documents within documents: deeper ones are nobody's.
constexpr unsigned deepest_document = 4;

// For which <font> ends SVG, or <annotation-xml> holds HTML.
bool has_mark(const StartTag& start) {
    if (start.element.id == Html::font) {
        return start.value_of("color") || start.value_of("face") || start.value_of("size");
    }
    const auto encoding = start.value_of("encoding");
    return encoding && (bytes::iequals(*encoding, "text/html") ||
                        bytes::iequals(*encoding, "application/xhtml+xml"));
}

}   // namespace

void HtmlRewriter::handle(const HtmlToken& token) {
    switch (token.kind) {
        case Kind::start_tag:
            return handle_start_tag(token);
        case Kind::end_tag:
            return handle_end_tag(token);
        case Kind::tag_rest:
            return handle_tag_rest(token);
        case Kind::lost_tag:
            // Behind it nothing could be put: it swallows what follows.
            if (!scanner_.in_noscript() && !rewriting_.xml) {
                put_before(places_.end());
            }
            break;
        case Kind::text:
            if (!scanner_.in_noscript() && !rewriting_.xml) {
                put_before(places_.text());
            }
            break;
        default:
            break;
    }
    handle_text(token);
}

void HtmlRewriter::handle_text(const HtmlToken& token) {
    if (!style_ && !drops_) {
        rest_.remove_prefix(token.text.size());
        return;
    }
    flush_run();
    if (!drops_) {
        style_->put(token.text, sink());
    }
    rest_.remove_prefix(token.text.size());
    run_ = rest_.data();
}

void HtmlRewriter::end_style() {
    flush_run();
    style_->end(sink());
    style_.reset();
}

void HtmlRewriter::handle_start_tag(const HtmlToken& token) {
    const HtmlTag& tag = scanner_.tag();
    const std::string_view name = tag.name(token.text);
    const Element& element = element_of(name, rewriting_.xml);
    const StartTag start{.text = token.text,
                         .tag = tag,
                         .element = element,
                         .xml = rewriting_.xml,
                         .complete = token.complete};
    bool is_foreign = false;
    if (!rewriting_.xml) {
        const bool marks =
            (element.id == Html::font || element.id == Html::annotation_xml) && has_mark(start);
        is_foreign = foreign().start_tag(element, name, tag.self_closing(), marks);
    }
    std::uint8_t spots = HtmlPlaces::nothing;
    if (!rewriting_.xml && !is_foreign && !scanner_.in_noscript()) {
        spots = places_.start_tag(element);
        put_before(spots);
    }
    const bool dropped = drops_;
    const auto replacement =
        refuses_ && !dropped ? inert(start, is_foreign) : std::optional<std::string>();
    if (dropped || replacement) {
        insert(replacement.value_or(""));
    }
    const bool drops_this = dropped || drops_;
    const bool self_closing = tag.self_closing();
    rest_.remove_prefix(token.text.size());
    if (dropped || replacement) {
        run_ = rest_.data();
    }
    if (!token.complete) {
        long_tag_ = {.element = &element,
                     .is_end = false,
                     .foreign = is_foreign,
                     .dropped = drops_this,
                     .spots = spots};
        return;
    }
    finish_start_tag(element, is_foreign, self_closing);
    put_behind(spots);
}

// What it is rewritten to; sets drops_ where its content goes too.
std::optional<std::string> HtmlRewriter::inert(const StartTag& start, bool is_foreign) {
    if (start.element.id == Html::base && !is_foreign) {
        note_base(start);
    }
    if (start.tag.attributes() == 0) {
        return std::nullopt;
    }
    Refusals refusals(rewriting_.refused, base_);
    if (!is_foreign) {
        if (auto link = video_link(start, refusals, rewriting_.video_text)) {
            drops_ = !(rewriting_.xml && start.tag.self_closing());
            return link;
        }
    }
    return make_inert(start, refusals,
                      [this](std::string_view html) { return inert_document(html); });
}

std::optional<std::string> HtmlRewriter::inert_document(std::string_view html) {
    if (depth_ == deepest_document) {
        return std::string();
    }
    Rewriting inner;
    inner.refused = rewriting_.refused;
    inner.video_text = rewriting_.video_text;
    HtmlRewriter rewriter(std::move(inner), base_, depth_ + 1);
    std::string result;
    const auto take_all = [&] {
        for (auto piece = rewriter.take(); !piece.empty(); piece = rewriter.take()) {
            result += piece;
        }
    };
    rewriter.put(html);
    take_all();
    rewriter.end();
    take_all();
    return result == html ? std::nullopt : std::optional(std::move(result));
}

// The first one counts, and only one that is absolute can be of another host.
void HtmlRewriter::note_base(const StartTag& start) {
    const auto href = start.value_of("href");
    if (href && base_.empty() && url_host(*href)) {
        base_ = *href;
    }
}

void HtmlRewriter::finish_start_tag(const Element& element, bool is_foreign, bool self_closing) {
    if (rewriting_.xml) {
        put_behind(xhtml_places_.start_tag(element, self_closing));
        if (element.id == Html::style && !self_closing && refuses_ && !drops_) {
            style_.emplace(Refusals(rewriting_.refused, base_));
        }
        return;
    }
    begin_content(element, is_foreign, self_closing);
    scanner_.allow_cdata(foreign().inside());
}

void HtmlRewriter::begin_content(const Element& element, bool is_foreign, bool self_closing) {
    // Among frames browsers know no other element, and read what is in it as tags.
    if (frameset_ && element.id != Html::noframes) {
        return;
    }
    const bool is_script = element.id == Html::script;
    const bool is_style = element.id == Html::style;
    if (is_foreign) {
        // Of SVG they hold text as well; raw or not is the same for all that is ever in them.
        if (self_closing || (!is_script && !is_style)) {
            return;
        }
    } else if (element.id == Html::plaintext) {
        scanner_.begin_plain_text();
        return;
    } else if (element.id == Html::noscript && !scanner_.in_noscript()) {
        noscript_foreign_ = {};
        scanner_.begin_noscript();
        return;
    } else if (!is_script && !element.is(raw_text)) {
        return;
    }
    scanner_.begin_raw_text(element.name);
    if (is_style && refuses_ && !drops_) {
        style_.emplace(Refusals(rewriting_.refused, base_));
    }
}

void HtmlRewriter::handle_end_tag(const HtmlToken& token) {
    const std::string_view name = scanner_.tag().name(token.text);
    const Element& element = element_of(name, rewriting_.xml);
    if (style_) {
        end_style();
    }
    if (rewriting_.xml) {
        xhtml_places_.end_tag();
    } else {
        const bool is_foreign = foreign().end_tag(element, name);
        scanner_.allow_cdata(foreign().inside());
        if (!is_foreign && !scanner_.in_noscript()) {
            put_before(places_.end_tag(element));
        }
    }
    const bool dropped = drops_ && element.id != Html::noscript;
    if (dropped) {
        flush_run();
    }
    rest_.remove_prefix(token.text.size());
    if (dropped) {
        run_ = rest_.data();
    }
    if (element.id == Html::iframe || element.id == Html::noscript) {
        drops_ = false;
    }
    if (!token.complete) {
        long_tag_ = {.element = &element,
                     .is_end = true,
                     .foreign = false,
                     .dropped = dropped,
                     .spots = HtmlPlaces::nothing};
    }
}

void HtmlRewriter::handle_tag_rest(const HtmlToken& token) {
    const LongTag tag = *long_tag_;
    if (tag.dropped) {
        flush_run();
    }
    rest_.remove_prefix(token.text.size());
    if (tag.dropped) {
        run_ = rest_.data();
    }
    if (!token.complete) {
        return;
    }
    long_tag_.reset();
    if (!tag.is_end) {
        finish_start_tag(*tag.element, tag.foreign, scanner_.tag().self_closing());
        put_behind(tag.spots);
    }
}

void HtmlRewriter::put_before(std::uint8_t spots) {
    if ((spots & HtmlPlaces::head_before) != 0 && !head_done_) {
        insert(rewriting_.head);
        head_done_ = true;
    }
    frameset_ = frameset_ || (spots & HtmlPlaces::no_body) != 0;
    if (body_done_) {
        return;
    }
    if ((spots & HtmlPlaces::body_perhaps) != 0) {
        flush_run();
        mark_ = true;
    } else if ((spots & HtmlPlaces::body_before) != 0) {
        insert(rewriting_.body);
        body_done_ = true;
    } else if ((spots & (HtmlPlaces::body_settled | HtmlPlaces::no_body)) != 0) {
        settle_body((spots & HtmlPlaces::body_settled) != 0);
        body_done_ = true;
    }
}

void HtmlRewriter::put_behind(std::uint8_t spots) {
    if ((spots & HtmlPlaces::head_behind) != 0 && !head_done_) {
        insert(rewriting_.head);
        head_done_ = true;
    }
    if ((spots & HtmlPlaces::body_behind) != 0 && !body_done_) {
        insert(rewriting_.body);
        body_done_ = true;
    }
}

// What was held since the place in doubt can go on, behind the markup or without it.
void HtmlRewriter::settle_body(bool wanted) {
    if (!mark_) {
        return;
    }
    flush_run();
    if (wanted) {
        out_ += rewriting_.body;
    }
    out_ += later_;
    later_.clear();
    mark_ = false;
    body_done_ = true;
}

}   // namespace pages

#include "pages/html_places.hpp"

namespace pages {
namespace {

// Those whose end tag is taken for a sign that head or body should have begun.
bool implies(const Element& element) {
    return element.id == Html::body || element.id == Html::html || element.id == Html::br;
}

}   // namespace

std::uint8_t HtmlPlaces::finish(std::uint8_t spots) {
    mode_ = Mode::done;
    return spots;
}

// What belongs before a token that implies <html> and <head>.
std::uint8_t HtmlPlaces::enter_head() {
    if (mode_ != Mode::before_html && mode_ != Mode::before_head) {
        return nothing;
    }
    mode_ = Mode::in_head;
    return head_before;
}

std::uint8_t HtmlPlaces::start_tag(const Element& element) {
    if (templates_ > 0) {
        templates_ += element.id == Html::template_ ? 1 : 0;
        return nothing;
    }
    switch (mode_) {
        case Mode::before_html:
        case Mode::before_head:
            if (element.id == Html::html) {
                mode_ = Mode::before_head;
                return nothing;
            }
            if (element.id == Html::head) {
                mode_ = Mode::in_head;
                return head_behind;
            }
            return start_in_head(element, enter_head());
        case Mode::in_head:
            return start_in_head(element, nothing);
        case Mode::after_head:
            return start_after_head(element, nothing);
        case Mode::undecided:
            if (element.id == Html::frameset) {
                return finish(no_body);
            }
            return element.is(makes_body) ? finish(body_settled) : std::uint8_t{nothing};
        case Mode::done:
            break;
    }
    return nothing;
}

std::uint8_t HtmlPlaces::start_in_head(const Element& element, std::uint8_t spots) {
    if (element.is(head_content)) {
        templates_ += element.id == Html::template_ ? 1 : 0;
        return spots;
    }
    if (element.id == Html::html || element.id == Html::head || element.id == Html::noscript) {
        return spots;
    }
    mode_ = Mode::after_head;
    return start_after_head(element, spots);
}

std::uint8_t HtmlPlaces::start_after_head(const Element& element, std::uint8_t spots) {
    if (element.is(head_content)) {
        templates_ += element.id == Html::template_ ? 1 : 0;
        return spots;
    }
    switch (element.id) {
        case Html::html:
        case Html::head:
            return spots;
        case Html::body:
            return finish(static_cast<std::uint8_t>(spots | body_behind));
        case Html::frameset:
            return finish(static_cast<std::uint8_t>(spots | no_body));
        default:
            break;
    }
    if (element.is(makes_body)) {
        return finish(static_cast<std::uint8_t>(spots | body_before));
    }
    mode_ = Mode::undecided;
    return static_cast<std::uint8_t>(spots | body_perhaps);
}

std::uint8_t HtmlPlaces::end_tag(const Element& element) {
    if (templates_ > 0) {
        templates_ -= element.id == Html::template_ ? 1 : 0;
        return nothing;
    }
    if (mode_ == Mode::done || (!implies(element) && element.id != Html::head)) {
        return nothing;
    }
    const std::uint8_t spots = enter_head();
    if (element.id == Html::head) {
        mode_ = mode_ == Mode::in_head ? Mode::after_head : mode_;
        return spots;
    }
    if (element.id == Html::br) {
        return finish(static_cast<std::uint8_t>(
            spots | (mode_ == Mode::undecided ? body_settled : body_before)));
    }
    if (mode_ == Mode::undecided) {
        return nothing;
    }
    mode_ = Mode::undecided;
    return static_cast<std::uint8_t>(spots | body_perhaps);
}

std::uint8_t HtmlPlaces::text() {
    if (templates_ > 0 || mode_ == Mode::done) {
        return nothing;
    }
    const std::uint8_t spots = enter_head();
    return finish(
        static_cast<std::uint8_t>(spots | (mode_ == Mode::undecided ? body_settled : body_before)));
}

std::uint8_t HtmlPlaces::end() {
    return mode_ == Mode::before_html ? std::uint8_t{nothing} : text();
}

std::uint8_t XhtmlPlaces::start_tag(const Element& element, bool empty) {
    std::uint8_t spots = HtmlPlaces::nothing;
    if (depth_ == 0) {
        is_html_ = element.id == Html::html;
    } else if (depth_ == 1 && is_html_ && !empty) {
        if (element.id == Html::head && !head_) {
            head_ = true;
            spots = HtmlPlaces::head_behind;
        } else if (element.id == Html::body && !body_) {
            body_ = true;
            spots = HtmlPlaces::body_behind;
        }
    }
    depth_ += empty ? 0 : 1;
    return spots;
}

void XhtmlPlaces::end_tag() {
    depth_ -= depth_ > 0 ? 1 : 0;
}

}   // namespace pages

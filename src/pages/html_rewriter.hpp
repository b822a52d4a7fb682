#pragma once

#include "pages/css_filter.hpp"
#include "pages/foreign_content.hpp"
#include "pages/html_places.hpp"
#include "pages/html_scanner.hpp"
#include "pages/inert_tag.hpp"
#include "pages/refused_hosts.hpp"
#include "pages/transform.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pages {

/// What is to be done to one HTML document.
struct Rewriting {
    std::string head;                ///< markup for the start of <head>, ASCII; empty: none
    std::string body;                ///< markup for the start of <body>, ASCII; empty: none
    bool xml = false;                ///< application/xhtml+xml: browsers read it as XML
    RefusedHosts refused{};          ///< tags that would fetch from these are made inert
    std::string_view video_text{};   ///< "Watch {title} on YouTube": for the link in its place
};

/// Puts markup into an HTML document and makes tags inert while the document passes in pieces of
/// any size.
///
/// The markup goes right behind the start tags of head and body, or before the first token by which
/// browsers know that there should have been one; a document without body has it at its end, one of
/// frames has none in its body. Nothing waits but a tag that is not whole yet, and, where no <body>
/// was written, at most a kilobyte until it is clear that no <frameset> comes.
///
/// Any charset in which ASCII is ASCII is right. UTF-16, and ISO-2022 from its first escape on,
/// pass as they are.
class HtmlRewriter : public Transform {
public:
    explicit HtmlRewriter(Rewriting rewriting);

    void put(std::string_view input) override;
    void end() override;
    [[nodiscard]] std::string_view take() override;
    [[nodiscard]] bool failed() const override { return false; }

    /// Did it come upon a charset that it does not read, and leave the rest of the document alone?
    [[nodiscard]] bool untouched() const { return untouched_; }

private:
    /// A start tag that is too long, until its end has come.
    struct LongTag {
        const Element* element;
        bool is_end;
        bool foreign;
        bool dropped;
        std::uint8_t spots;
    };

    HtmlRewriter(Rewriting rewriting, std::string base, unsigned depth);

    // How bytes come and go.
    bool begin();
    void read();
    void finish_document();
    std::string_view hand_out();
    void keep_rest();
    void pass_rest();
    void find_escape(std::string_view input);
    [[nodiscard]] std::string& sink() { return mark_ ? later_ : out_; }
    void flush_run();
    void insert(std::string_view markup);

    // What becomes of a token.
    void handle(const HtmlToken& token);
    void handle_text(const HtmlToken& token);
    void handle_start_tag(const HtmlToken& token);
    void handle_end_tag(const HtmlToken& token);
    void handle_tag_rest(const HtmlToken& token);
    void finish_start_tag(const Element& element, bool foreign, bool self_closing);
    void begin_content(const Element& element, bool foreign, bool self_closing);
    void end_style();
    [[nodiscard]] std::optional<std::string> inert(const StartTag& start, bool foreign);
    [[nodiscard]] std::optional<std::string> inert_document(std::string_view html);
    void note_base(const StartTag& start);

    // The two places.
    void put_before(std::uint8_t spots);
    void put_behind(std::uint8_t spots);
    void settle_body(bool wanted);
    void end_doubt();
    [[nodiscard]] bool places_done() const { return head_done_ && body_done_; }
    [[nodiscard]] ForeignContent& foreign() {
        return scanner_.in_noscript() ? noscript_foreign_ : foreign_;
    }

    Rewriting rewriting_;
    std::string base_;
    unsigned depth_ = 0;   ///< of documents within attributes
    bool refuses_;
    bool head_done_;
    bool body_done_;

    bool begun_ = false;
    bool last_ = false;
    bool passes_ = false;   ///< all that comes goes on as it is
    bool untouched_ = false;
    bool escape_held_ = false;    ///< the last byte was an ESC
    std::string_view rest_;       ///< what is not read yet: of the input, or of held_
    std::string_view behind_;     ///< an escape, and what follows it
    const char* run_ = nullptr;   ///< what was read since here goes on as it came
    std::string held_;            ///< the beginning of a token
    std::string out_;
    std::string_view tail_;   ///< to be given after out_

    HtmlScanner scanner_;
    HtmlPlaces places_;
    XhtmlPlaces xhtml_places_;
    ForeignContent foreign_;
    ForeignContent noscript_foreign_;
    std::optional<LongTag> long_tag_;
    std::optional<CssFilter> style_;   ///< within <style>
    bool frameset_ = false;
    bool drops_ = false;   ///< within a frame whose place a link took
    bool mark_ = false;    ///< the body's markup belongs between out_ and later_, perhaps
    std::string later_;
};

}   // namespace pages

#include "config/json_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace config {
namespace {

/// Follows the events of the parser through the text: the parser does not say where a token
/// stands, but its tokens come in order and what lies between them is known.
class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}

    /// The place of the next token; steps behind it.
    Place next(std::string_view& token) {
        advance(text_.find_first_not_of(" \t\r\n,:", offset_));
        const Place place = place_;
        const std::size_t begin = offset_;
        advance(end_of_token());
        token = text_.substr(begin, offset_ - begin);
        return place;
    }

    [[nodiscard]] Place place_at(std::size_t offset) {
        advance(offset);
        return place_;
    }

private:
    [[nodiscard]] std::size_t end_of_token() const {
        if (offset_ == text_.size() ||
            std::string_view("{}[]").find(text_[offset_]) != std::string_view::npos) {
            return offset_ + 1;
        }
        if (text_[offset_] != '"') {
            return text_.find_first_of(" \t\r\n,:{}[]", offset_);
        }
        std::size_t end = offset_ + 1;
        while (end < text_.size() && text_[end] != '"') {
            end += text_[end] == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    void advance(std::size_t to) {
        for (to = std::min(to, text_.size()); offset_ < to; ++offset_) {
            ++place_.column;
            if (text_[offset_] == '\n') {
                place_ = {place_.line + 1, 1};
            }
        }
    }

    std::string_view text_;
    std::size_t offset_ = 0;
    Place place_;
};

class Handler : public nlohmann::json_sax<nlohmann::json> {
public:
    Handler(std::string_view text, TreeBuilder& builder, Report& report)
        : text_(text), cursor_(text), builder_(builder), report_(report) {}

    bool null() override { return token(Kind::null); }
    bool boolean(bool /*value*/) override { return token(Kind::boolean); }
    bool number_integer(number_integer_t /*value*/) override { return token(Kind::number); }
    bool number_unsigned(number_unsigned_t /*value*/) override { return token(Kind::number); }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override {
        return token(Kind::number);
    }
    bool string(string_t& value) override { return text(value); }
    bool key(string_t& value) override { return text(value); }
    bool binary(binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*size*/) override { return begin(Kind::mapping); }
    bool start_array(std::size_t /*size*/) override { return begin(Kind::sequence); }
    bool end_object() override { return end(); }
    bool end_array() override { return end(); }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::json::exception& fault) override {
        const std::string_view message = fault.what();
        const std::size_t cut = message.find("syntax error");
        const std::size_t offset = position == 0 ? 0 : position - 1;
        report_.error(cursor_.place_at(offset),
                      fmt::format("JSON {}", cut == message.npos ? message : message.substr(cut)));
        return false;
    }

private:
    bool token(Kind kind) {
        std::string_view slice;
        const Place place = cursor_.next(slice);
        return builder_.scalar({kind, std::string(slice), place, {}, {}});
    }
    bool text(string_t& value) {
        std::string_view slice;
        const Place place = cursor_.next(slice);
        return builder_.scalar({Kind::string, std::move(value), place, {}, {}});
    }
    bool begin(Kind kind) {
        std::string_view slice;
        return builder_.begin(kind, cursor_.next(slice));
    }
    bool end() {
        std::string_view slice;
        cursor_.next(slice);
        return builder_.end();
    }

    std::string_view text_;
    Cursor cursor_;
    TreeBuilder& builder_;
    Report& report_;
};

}   // namespace

bool read_json(std::string_view text, TreeBuilder& builder, Report& report) {
    Handler handler(text, builder, report);
    return nlohmann::json::sax_parse(text.begin(), text.end(), &handler);
}

}   // namespace config

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// A row of a table; a cell may have several lines.
struct BlockRow {
    unsigned line = 0;
    std::vector<std::string> cells;
};

/// A part of a page, in the order of reading. All text is tidy (page_words.hpp).
struct Block {
    enum class Kind : std::uint8_t { heading, paragraph, item, table };

    Kind kind = Kind::paragraph;
    unsigned line = 0;               ///< where it begins in the file, from 1
    unsigned level = 0;              ///< of a heading, 1 to 6; 0: the page does not say
    std::string text;                ///< of a table its caption
    std::vector<std::string> code;   ///< what stands in it as code, in order
    std::vector<BlockRow> rows;      ///< of a table, the one with the column names first
};

/// A page taken apart, whatever it was written in.
struct PageBlocks {
    std::string title;   ///< of the document; empty where it has none
    std::vector<Block> blocks;
};

/// Takes plain text or Markdown apart: headings, lists, tables with `|` or tabs, and tables that
/// were copied out of a browser and lost their columns (`NamePurposeExpiry`).
[[nodiscard]] PageBlocks read_text_blocks(std::string_view text);

/// Takes HTML apart. Nothing where elements are nested deeper than a page's ever are.
[[nodiscard]] bool read_html_blocks(std::string_view html, PageBlocks& page);

/// Is it HTML?
[[nodiscard]] bool is_html(std::string_view text);

}   // namespace survey

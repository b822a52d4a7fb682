#pragma once

#include <cstdint>
#include <string_view>

namespace pages {

/// The elements that browsers treat in a way of their own, as far as it matters here.
enum class Html : std::uint8_t {
    other,
    a,
    annotation_xml,
    applet,
    area,
    article,
    aside,
    audio,
    b,
    base,
    basefont,
    bgsound,
    big,
    blockquote,
    body,
    br,
    button,
    caption,
    center,
    code,
    col,
    colgroup,
    dd,
    desc,
    div,
    dl,
    dt,
    em,
    embed,
    feimage,
    fieldset,
    font,
    footer,
    foreignobject,
    form,
    frame,
    frameset,
    h1,
    h2,
    h3,
    h4,
    h5,
    h6,
    head,
    header,
    hr,
    html,
    i,
    iframe,
    image,
    img,
    input,
    keygen,
    label,
    li,
    link,
    listing,
    main,
    malignmark,
    marquee,
    math,
    menu,
    meta,
    mglyph,
    mi,
    mn,
    mo,
    ms,
    mtext,
    nav,
    nobr,
    noembed,
    noframes,
    noscript,
    object,
    ol,
    option,
    p,
    param,
    plaintext,
    pre,
    ruby,
    s,
    script,
    section,
    select,
    small,
    source,
    span,
    strike,
    strong,
    style,
    sub,
    sup,
    svg,
    table,
    tbody,
    td,
    template_,
    textarea,
    tfoot,
    th,
    thead,
    title,
    tr,
    track,
    tt,
    u,
    ul,
    use,
    var,
    video,
    wbr,
    xmp,
};

/// What is special about an element, one bit each.
enum Trait : std::uint16_t {
    head_content = 1,   ///< belongs into <head>, behind it too (HTML section 13.2.6.4.4)
    raw_text = 2,       ///< holds text up to its end tag (RCDATA, RAWTEXT)
    no_content = 4,     ///< has no end tag
    makes_body = 8,     ///< no <frameset> can follow ("frameset-ok" is off)
    breaks_out = 16,    ///< ends SVG and MathML (HTML section 13.2.6.5)
    closes_html = 32,   ///< its end tag does so: an element that stands around SVG, not within
    math_text = 64,     ///< a MathML text integration point
    svg_html = 128,     ///< an SVG element that holds HTML
    fetches = 256,      ///< has attributes that name what to fetch
};

struct Element {
    std::string_view name;
    Html id = Html::other;
    std::uint16_t traits = 0;

    [[nodiscard]] constexpr bool is(Trait trait) const { return (traits & trait) != 0; }
};

/// By the name in a tag, of any case; in XML only in lower case.
[[nodiscard]] const Element& element_of(std::string_view name, bool xml = false);

}   // namespace pages

#include "rewriting.hpp"

#include <catch2/catch.hpp>

namespace pages {
namespace {

struct Row {
    std::string_view document;
    std::string_view expected;   ///< empty: the same
    bool xml = false;
};

void check(const Row& row) {
    const std::string_view expected = row.expected.empty() ? row.document : row.expected;
    for (const auto& pieces : test::splits(row.document)) {
        Rewriting rewriting;
        rewriting.xml = row.xml;
        rewriting.refused = test::refused_hosts();
        rewriting.video_text = "Watch {title} on YouTube \xc3\xa9";
        HtmlRewriter rewriter(std::move(rewriting));
        const std::string result = test::run(rewriter, pieces);
        if (result != expected) {
            CAPTURE(pieces);
            FAIL_CHECK("of       " << row.document << "\nexpected " << expected << "\ngot      "
                                   << result);
            return;
        }
    }
}

#define USAGE " data-consent-category=\"usage\""

constexpr Row attributes[] = {
    {"<script src=\"https://tracker.example/x.js\"></script>",
     "<script" USAGE " data-consent-src=\"https://tracker.example/x.js\"></script>"},
    {"<script async\nSRC = //tracker.example/x.js defer></script>",
     "<script" USAGE " async\ndata-consent-SRC = //tracker.example/x.js defer></script>"},
    {"<img/src='https:\\\\TRACKER.example.:8443/x'/>",
     "<img" USAGE "/data-consent-src='https:\\\\TRACKER.example.:8443/x'/>"},
    {"<img alt=x srcset='a.png 1x, https://a.ads.example/b.png 2x' src=a.png>",
     "<img" USAGE
     " alt=x data-consent-srcset='a.png 1x, https://a.ads.example/b.png 2x' src=a.png>"},
    {"<source srcset='a,b https://ads.example/c'>", ""},
    {"<source srcset='a(,x), https://tracker.example/c,'>",
     "<source" USAGE " data-consent-srcset='a(,x), https://tracker.example/c,'>"},
    {"<iframe src=https://x.ads.example></iframe>",
     "<iframe" USAGE " data-consent-src=https://x.ads.example></iframe>"},
    {"<iframe src=https://friend.ads.example></iframe>", ""},
    {"<frame src='http://tracker.example/'>",
     "<frame" USAGE " data-consent-src='http://tracker.example/'>"},
    {"<link rel=preconnect href=//tracker.example>",
     "<link" USAGE " rel=preconnect data-consent-href=//tracker.example>"},
    {"<link rel='canonical' href=//tracker.example>", ""},
    {"<link rel='alternate stylesheet' href=//tracker.example>",
     "<link" USAGE " rel='alternate stylesheet' data-consent-href=//tracker.example>"},
    {"<link rel=preload as=image imagesrcset='//tracker.example/a 2x'>",
     "<link" USAGE " rel=preload as=image data-consent-imagesrcset='//tracker.example/a 2x'>"},
    {"<video src=a poster=//tracker.example/p><track src=//tracker.example/t><audio "
     "src=//tracker.example/a>",
     "<video" USAGE " src=a data-consent-poster=//tracker.example/p><track" USAGE
     " data-consent-src=//tracker.example/t><audio" USAGE " data-consent-src=//tracker.example/a>"},
    {"<embed src=//tracker.example/e><object data=//tracker.example/o></object>",
     "<embed" USAGE " data-consent-src=//tracker.example/e><object" USAGE
     " data-consent-data=//tracker.example/o></object>"},
    {"<input type=image src=//tracker.example/e>",
     "<input" USAGE " type=image data-consent-src=//tracker.example/e>"},
    {"<body background=//tracker.example/e><td background=//tracker.example/e>",
     "<body" USAGE " data-consent-background=//tracker.example/e><td" USAGE
     " data-consent-background=//tracker.example/e>"},
    {"<svg><image xlink:href=//tracker.example/e /><use href='//tracker.example/e#a'/>"
     "<feImage href=//tracker.example/ /><script xlink:href=//tracker.example/></script></svg>",
     "<svg><image" USAGE " data-consent-xlink:href=//tracker.example/e /><use" USAGE
     " data-consent-href='//tracker.example/e#a'/><feImage" USAGE
     " data-consent-href=//tracker.example/ /><script" USAGE
     " data-consent-xlink:href=//tracker.example/></script></svg>"},
    {"<a href=//tracker.example/ ping='/own //tracker.example/p'>",
     "<a" USAGE " href=//tracker.example/ data-consent-ping='/own //tracker.example/p'>"},
    {"<meta http-equiv=Refresh content=\"5; URL='https://tracker.example/'\">",
     "<meta" USAGE " http-equiv=Refresh data-consent-content=\"5; "
     "URL='https://tracker.example/'\">"},
    {"<meta name=x content='5; url=https://tracker.example/'>", ""},
    {"<meta http-equiv=refresh content='5;/tracker.example/'>", ""},
    {"<html manifest=//tracker.example/>",
     "<html" USAGE " data-consent-manifest=//tracker.example/>"},
    {"<p style=\"color:red;background:url( '//tracker.example/b' )\">",
     "<p" USAGE " data-consent-style=\"color:red;background:url( '//tracker.example/b' )\">"},
    {"<p style='background:u\\72 l(//tracker.example/b)'>",
     "<p" USAGE " data-consent-style='background:u\\72 l(//tracker.example/b)'>"},
    {"<p style='background:url&lpar;//tracker.example/b)'>",
     "<p" USAGE " data-consent-style='background:url&lpar;//tracker.example/b)'>"},
    {"<p style='background:url(/own.png);content:\"//tracker.example/(\"'>", ""},
    {"<svg fill='url(https://tracker.example/#a)'>",
     "<svg" USAGE " data-consent-fill='url(https://tracker.example/#a)'>"},
    // References.
    {"<img src='https:&#x2f;&sol;tracker&period;example/?a&amp;b'>",
     "<img" USAGE " data-consent-src='https:&#x2f;&sol;tracker&period;example/?a&amp;b'>"},
    {"<img src='ht&Tab;tps://tracker.example'>",
     "<img" USAGE " data-consent-src='ht&Tab;tps://tracker.example'>"},
    // An attribute that comes twice, others with `>`, and more than one category.
    {"<img src=//tracker.example/ SRC='//tracker.example/' src=own>",
     "<img" USAGE " data-consent-src=//tracker.example/ "
     "data-consent-SRC='//tracker.example/' data-consent-src=own>"},
    {"<img src=own src=//tracker.example/>", ""},
    {"<img alt='>' title=\"a>b\" data-x=`> src=//tracker.example/>", ""},
    {"<img alt='>' title=\"a>b\" src=//tracker.example/ =\"x\">",
     "<img" USAGE " alt='>' title=\"a>b\" data-consent-src=//tracker.example/ =\"x\">"},
    {"<video src=//tracker.example poster=//www.youtube.com>",
     "<video data-consent-category=\"usage campaigns\" data-consent-src=//tracker.example "
     "data-consent-poster=//www.youtube.com>"},
    // What fetches nothing.
    {"<img src=/own alt=//tracker.example><a href=//tracker.example>x</a>", ""},
    {"<img data-src=//tracker.example><p src=//tracker.example>", ""},
    {"<!-- <img src=//tracker.example> --><script>'<img src=//tracker.example>'</script>", ""},
    {"<textarea><img src=//tracker.example></textarea><title><img src=//tracker.example></title>",
     ""},
    {"<plaintext><img src=//tracker.example>", ""},
    {"<img src=//tracker.example", ""},
    // Where browsers with and without script read in two ways.
    {"<noscript><img src=//tracker.example></noscript>",
     "<noscript><img" USAGE " data-consent-src=//tracker.example></noscript>"},
    {"<noscript><!-- </noscript><img src=//tracker.example> -->",
     "<noscript><!-- </noscript><img" USAGE " data-consent-src=//tracker.example> -->"},
    {"<template><img src=//tracker.example></template>",
     "<template><img" USAGE " data-consent-src=//tracker.example></template>"},
    // SVG holds tags where HTML has text.
    {"<svg><title><img src=//tracker.example></title></svg>",
     "<svg><title><img" USAGE " data-consent-src=//tracker.example></title></svg>"},
    {"<svg><style/><image href=//tracker.example /></svg>",
     "<svg><style/><image" USAGE " data-consent-href=//tracker.example /></svg>"},
    {"<svg><![CDATA[<image href=//tracker.example />]]></svg>", ""},
    {"<svg><foreignObject><style/><image href=//tracker.example /></style></svg>", ""},
    {"<svg><p><![CDATA[><img src=//tracker.example>",
     "<svg><p><![CDATA[><img" USAGE " data-consent-src=//tracker.example>"},
    {"<frameset><script><frame src=//tracker.example></script></frameset>",
     "<frameset><script><frame" USAGE " data-consent-src=//tracker.example></script></frameset>"},
    // A base that is refused makes relative URLs refused ones.
    {"<base href=https://tracker.example/x/><img src=a.png><script src=/b.js></script>",
     "<base href=https://tracker.example/x/><img" USAGE " data-consent-src=a.png><script" USAGE
     " data-consent-src=/b.js></script>"},
    {"<base target=x><base href=/own/><base href=//tracker.example><base href=//a.example>"
     "<img src=a>",
     "<base target=x><base href=/own/><base href=//tracker.example><base href=//a.example>"
     "<img" USAGE " data-consent-src=a>"},
    // XML.
    {"<svg xmlns:xlink='x'><image xlink:href='//tracker.example/'/></svg>",
     "<svg xmlns:xlink='x'><image" USAGE " data-consent-href='//tracker.example/'/></svg>", true},
    {"<p><IMG src='//tracker.example/'/><![CDATA[<img src='//tracker.example'/>]]></p>", "", true},
    {"<script><img src='//tracker.example'/></script>",
     "<script><img" USAGE " data-consent-src='//tracker.example'/></script>", true},
};

constexpr Row styles[] = {
    {"<style>a{b:url(//tracker.example/x)}</style>", "<style>a{b:url(about:invalid)}</style>"},
    {"<style>@import '//tracker.example/x';@import\"own.css\" screen;</style>",
     "<style>@import 'about:invalid';@import\"own.css\" screen;</style>"},
    {"<style>@import/* */url( \"//tracker.example/x\" );@font-face{src:url(own)}</style>",
     "<style>@import/* */url( \"about:invalid\" );@font-face{src:url(own)}</style>"},
    {"<style>a{b:image-set(url('own') 1x, '//tracker.example/x' 2x);c:'//tracker.example'}</style>",
     "<style>a{b:image-set(url('own') 1x, 'about:invalid' 2x);c:'//tracker.example'}</style>"},
    {"<style>/* url(//tracker.example) */ /*/ url(//tracker.example) */*{a:'\\'url('}</style>", ""},
    {"<style>a{b:U\\52 L(\\2f\\2ftracker.example/x)}</style>",
     "<style>a{b:U\\52 L(about:invalid)}</style>"},
    {"<style>a{b:notan-url(//tracker.example)} b{c:url(data:x,//tracker.example)}</style>", ""},
    {"<style>a{b:url(//tracker.example/</style><p>", "<style>a{b:url(about:invalid</style><p>"},
    {"<svg><style>a{b:url(//tracker.example/)}</style></svg>",
     "<svg><style>a{b:url(about:invalid)}</style></svg>"},
    {"<svg><style>a{b:url('//tracker.example/')}</style></svg>",
     "<svg><style>a{b:url('about:invalid')}</style></svg>", true},
    {"<style>a{b:'a\nurl(//tracker.example)}</style>",
     "<style>a{b:'a\nurl(about:invalid)}</style>"},
};

#define LINK(id)                                                                  \
    "<a class=\"consent-proxy-video\" href=\"https://www.youtube.com/watch?v=" id \
    "\" data-consent-category=\"campaigns\">"

constexpr Row videos[] = {
    {"<p><iframe title='Caf\xe9 &amp; <b>' src='https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0'>"
     "<p>no</p></iframe></p>",
     "<p>" LINK("dQw4w9WgXcQ") "Watch Caf\xe9 &amp; &lt;b&gt; on YouTube &#233;</a></p>"},
    {"<iframe src=//www.youtube-nocookie.com/embed/dQw4w9WgXcQ></IFRAME >x",
     LINK("dQw4w9WgXcQ") "Watch youtu.be/dQw4w9WgXcQ on YouTube &#233;</a>x"},
    {"<noscript><iframe src=//www.youtube.com/embed/dQw4w9WgXcQ></noscript>x",
     "<noscript>" LINK(
         "dQw4w9WgXcQ") "Watch youtu.be/dQw4w9WgXcQ on YouTube &#233;</a></noscript>x"},
    {"<iframe src=//www.youtube.com/embed/videoseries></iframe>",
     "<iframe data-consent-category=\"campaigns\" "
     "data-consent-src=//www.youtube.com/embed/videoseries></iframe>"},
    {"<iframe src=//www.youtube.com/watch?v=dQw4w9WgXcQ></iframe>",
     "<iframe data-consent-category=\"campaigns\" "
     "data-consent-src=//www.youtube.com/watch?v=dQw4w9WgXcQ></iframe>"},
    {"<iframe src=//m.youtube.com/embed/dQw4w9WgXcQ></iframe>", ""},
    {"<iframe src='//www.youtube.com/embed/dQw4w9WgXcQ'/><p/>",
     LINK("dQw4w9WgXcQ") "Watch youtu.be/dQw4w9WgXcQ on YouTube &#233;</a><p/>", true},
    {"<p><iframe src='//www.youtube.com/embed/dQw4w9WgXcQ'><p>x</p></iframe>y</p>",
     "<p>" LINK("dQw4w9WgXcQ") "Watch youtu.be/dQw4w9WgXcQ on YouTube &#233;</a>y</p>", true},
};

constexpr Row documents[] = {
    {"<iframe srcdoc='<p>a &amp;amp; b'></iframe>", ""},
    {"<iframe srcdoc='<img alt=\"&amp;amp;&eacute;\" src=//tracker.example>'></iframe>",
     "<iframe srcdoc=\"&lt;img"
     " data-consent-category=&quot;usage&quot;"
     " alt=&quot;&amp;amp;&eacute;&quot; data-consent-src=//tracker.example>\"></iframe>"},
    {"<iframe srcdoc=&lt;img&#32;src=//tracker.example&gt; src=//tracker.example></iframe>",
     "<iframe" USAGE " srcdoc=\"&lt;img data-consent-category=&quot;usage&quot; "
     "data-consent-src=//tracker.example>\" data-consent-src=//tracker.example></iframe>"},
};

}   // namespace

TEST_CASE("attributes that fetch from a refused host are renamed, and nothing else is changed") {
    for (const Row& row : attributes) {
        check(row);
    }
}

TEST_CASE("URLs of refused hosts in style sheets lead nowhere") {
    for (const Row& row : styles) {
        check(row);
    }
}

TEST_CASE("a frame with a refused video becomes a link to it") {
    for (const Row& row : videos) {
        check(row);
    }
}

TEST_CASE("a document in an attribute is made inert too") {
    for (const Row& row : documents) {
        check(row);
    }
}

}   // namespace pages

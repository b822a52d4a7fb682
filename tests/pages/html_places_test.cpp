#include "rewriting.hpp"

#include <catch2/catch.hpp>

namespace pages {
namespace {

using namespace std::string_view_literals;

struct Row {
    std::string_view document;   ///< {H} and {B} where the markup is to be
};

std::string without_places(std::string_view document) {
    std::string plain(document);
    for (const std::string_view place : {"{H}"sv, "{B}"sv}) {
        for (auto at = plain.find(place); at != plain.npos; at = plain.find(place)) {
            plain.erase(at, place.size());
        }
    }
    return plain;
}

void check(std::string_view expected, bool xml) {
    const std::string document = without_places(expected);
    for (const auto& pieces : test::splits(document)) {
        Rewriting rewriting;
        rewriting.head = "{H}";
        rewriting.body = "{B}";
        rewriting.xml = xml;
        HtmlRewriter rewriter(std::move(rewriting));
        const std::string result = test::run(rewriter, pieces);
        if (result != expected) {
            CAPTURE(pieces);
            FAIL_CHECK("expected " << expected << "\ngot      " << result);
            return;
        }
    }
}

constexpr Row rows[] = {
    // Both tags are there.
    {"<!DOCTYPE html><html><head>{H}<title>x</title></head><body>{B}<p>x</body></html>"},
    {"<html><HEAD >{H}</HEAD><BODY class='>' a=\">\" b=x/y>{B}text"},
    {"<html><head/>{H}<title>x</title><body/>{B}x"},
    {"<head>{H}<body id=a\n>{B}"},
    {"<html><head profile=\"a>b\">{H}<meta charset=utf-8></head>\n<body onload='a(\"<\")'>{B}"},
    // Either is implied.
    {"<html><head>{H}<title>x</title></head>{B}<p>x"},
    {"<!doctype html>{H}<title>x</title>{B}text"},
    {"{H}{B}text"},
    {"  \n{H}{B}text"},
    {"<!doctype html>\n{H}<title>x</title>\n<link rel=x>{B}<p>text"},
    {"<html>\n{H}<body>{B}x"},
    {"{H}<body>{B}x"},
    {"{H}<meta charset=x>{B}"},
    {"<html><head>{H}<title>x</title>{B}<div>x</div>"},
    {"<html><head>{H}</head> \n {B}x"},
    {"<html><head>{H}</head>{B}</html>"},
    // Signs that are none.
    {"<!-- <head><body> -->{H}{B}x"},
    {"<!--><head>{H}<!---><body>{B}-->"},
    {"<!-- a --!><head>{H}<!-- --><body>{B}"},
    {"<!-- a -- > <body> --><head>{H}<body>{B}"},
    {"<!--[if IE]><body class=ie><![endif]--><head>{H}</head><!--[if "
     "!IE]><!--><body>{B}<!--<![endif]-->"},
    {"<!bogus <head>{H}<body>{B}"},
    {"<?xml version='1.0'?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\" "
     "\"x\"><html><head>{H}<body>{B}"},
    {"</ bogus <head>{H}<body>{B}"},
    {"</></p></div><head>{H}<body>{B}"},
    {"<head>{H}<title><body></title ><body>{B}"},
    {"<head>{H}<title></titlex><body></TITLE\n><body>{B}"},
    {"<head>{H}<style><body></style><body>{B}"},
    {"<head>{H}<script>'<body>'</script><body>{B}"},
    {"<head>{H}<script><!-- <script> </script> <body> --></script><body>{B}"},
    {"<head>{H}<script><!-- <scriptx> </script><body>{B}"},
    {"<head>{H}<script><!--><script></script><body>{B}"},
    {"<head>{H}<script><!-- <script>--></script><body>{B}"},
    {"<head>{H}<script><!-- --- <script/></script\t><body></script><body>{B}"},
    {"<head>{H}<noscript><link><body></noscript><body>{B}"},
    {"<head>{H}<noscript><!-- </noscript><body>{B}-->"},
    {"<head>{H}<noscript><img alt='</noscript><body>{B}'>"},
    {"<head>{H}<noscript><style></noscript><body>{B}"},
    {"<head>{H}<noframes><body></noframes><body>{B}"},
    {"<head>{H}<template><body>x<template><p></template></body></template><body>{B}"},
    {"<head>{H}<template><svg><title><body></template><body>{B}"},
    {"<head>{H}<template><svg><style/><template/></svg></template><body>{B}"},
    {"<head>{H}<template><svg><![CDATA[</template><body>]]></svg></template><body>{B}"},
    {"<head>{H}<template><![CDATA[</template></template><body>{B}]]>"},
    {"<head>{H}<link title='<body>'><meta content=\"<body>\"><body>{B}"},
    {"<html lang=en><!-- x --> <head>{H}</head><!-- <body> --><body>{B}"},
    // White space that is written in another way.
    {"<head>{H}</head>&#32;&#x9;&#10&Tab;&NewLine;<body>{B}"},
    {"<head>{H}</head>&#32;{B}&nbsp;x"},
    {"<head>{H}</head>{B}&amp;<body>"},
    {"<head>{H}</head>{B}< x"},
    // The end tags that imply something.
    {"{H}</head>{B}<p>x"},
    {"{H}{B}</body>"},
    {"<html>{H}{B}</html>"},
    {"<head>{H}{B}</br>"},
    {"<head>{H}</head></head></p><body>{B}"},
    {"<head>{H}</head><script></script></script><title>x</title><body>{B}"},
    {"<head>{H}</head>{B}<noscript>x</noscript>"},
    // Frames have no body.
    {"<html><head>{H}</head><frameset><frame src=a><noframes><body>x</noframes></frameset></html>"},
    {"{H}<frameset cols=*><frame>"},
    {"<head>{H}</head><noscript>x</noscript><frameset><frame></frameset>"},
    {"<head>{H}</head><div><form><frameset></frameset>"},
    {"<head>{H}</head>{B}<div>x<frameset></frameset>"},
    {"<head>{H}</head>{B}<br><frameset></frameset>"},
    {"{H}<body>{B}<frameset>"},
    {"<head>{H}</head></body></html> <frameset></frameset>"},
    // A document that ends early.
    {""},
    {" "},
    {"<!-- x -->"},
    {"<!DOCTYPE html>"},
    {"<html>{H}{B}"},
    {"<html><head>{H}<title>x</title>{B}"},
    {"<html><head>{H}<title>x"},
    {"<html><head>{H}<title>x</title foo"},
    {"<html><head>{H}<!-- x"},
    {"<html><head>{H}</head>{B}<div"},
    {"<html><head>{H}{B}<body"},
    {"<html><head>{H}<template><p>x"},
    {"{H}{B}<"},
    {"<di"},
    {"<html><head>{H}{B}</"},
    // Byte order mark.
    {"\xef\xbb\xbf<head>{H}<body>{B}"},
    {"\xef\xbb\xbf{H}{B}x"},
    {"{H}{B}\xef\xbb"},
};

constexpr Row xml_rows[] = {
    {"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a '<body>'><!-- ' --><?x ' ?>]>"
     "<html xmlns='x'><head>{H}<title/><script>a</script></head>\n<body>{B}<p/></body></html>"},
    {"<html><head>{H}<title/></head><body/></html>"},
    {"<html><head/><body/></html>"},
    {"<html><head>{H}<![CDATA[<body>]]></head><!-- <body> --!> --><?x "
     "<body>?><body>{B}</body></html>"},
    {"<html><p><head/><body></body></p><head>{H}<title><body/></title></head></html>"},
    {"<HTML><HEAD></HEAD><BODY></BODY></HTML>"},
    {"<svg><head></head><body></body></svg>"},
    {"<h:html><h:head></h:head></h:html>"},
    {"<html><body>{B}text<head></head></body></html>"},
    {"text"},
    {"<html>text"},
    {"<html><script><body></body></script><head>{H}</head><body>{B}</body><body/></html>"},
};

}   // namespace

TEST_CASE("the markup goes to the start of head and body, wherever the bytes are torn") {
    for (const Row& row : rows) {
        check(row.document, false);
    }
}

TEST_CASE("in XML it goes behind real tags alone") {
    for (const Row& row : xml_rows) {
        check(row.document, true);
    }
}

}   // namespace pages

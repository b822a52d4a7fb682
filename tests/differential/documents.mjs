// HTML documents to disagree about: hand-written ones, and combinations of beginnings, heads, what
// is between, bodies and ends. Bytes, for some are in no charset that Node knows.

/** Each of them was once a question, or is what old sites are made of. */
export const NASTY = [
    // No tags, few tags, tags that are implied.
    '', ' ', '\n\n', 'text', ' text', '<', '</', '<!', '<?', '&', '&amp;', '&#32;', '&#32;x',
    '<p>x', '<p',
    '<div>', '</div>', '</p>', '</br>', '</head>', '</body>', '</html>', '<html>', '<head>',
    '<body>',
    '<html><head></head></html>', '<html></html><p>x', '<title>x</title>', '<title>x', '<br>',
    '<input>',
    '<meta charset=utf-8>x', '<link rel=x><style>a{}</style>x', '<base href=/><p>x', '<li>x<li>y',
    '<td>x', '<tr><td>x', '<option>x', '<frame>', '<col>', '<image src=x>', '<isindex>',
    '<nobr>x<nobr>y',
    '<html lang=en><body lang=cy><html dir=ltr><body class=x>y', '<head><head><body><body>x',
    '<head></head><head></head>x', '<body></body></html>x',
    '<body></body><!-- x --></html><!-- y -->',
    '<a href=x>y', '<b><p>x</b>y</p>', '<form><form>x', '<p>x<table><p>y', '<a><div><a>x',
    '<dd>x<dt>y',
    // Comments and what looks like one.
    '<!-- x --><p>y', '<!--><p>y', '<!---><p>y', '<!-- x --!><p>y', '<!-- x -- > y --><p>z',
    '<!-- x',
    '<!--x--><html><!--y--><head><!--z--></head><!--a--><body><!--b-->c', '<!x><p>y', '</ x><p>y',
    '</>x',
    '<?xml version="1.0"?><p>x', '<![CDATA[x]]>y', '<![CDATA[<body>]]>',
    '<!-- <!-- --><p>y --><p>z',
    '<!--[if lt IE 7]><html class="ie6"><![endif]--><!--[if gt IE 8]><!--><html class=""><!--<![endif]--><head><title>x</title></head><body>y',
    '<!--[if IE]><body class="ie"><![endif]--><body class="y">x', '<![if !IE]><body>x<![endif]>',
    // Doctypes: quirks, limited quirks, none.
    '<!DOCTYPE html>', '<!doctype HTML>x', ' <!-- x --> <!DOCTYPE html><p>x<table>',
    'x<!DOCTYPE html>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2 Final//EN"><p>x<table><tr><td>y',
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd"><title>x</title><p>y',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Frameset//EN" "x>y"><p>z', '<!DOCTYPE',
    '<!DOCTYPE>x',
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>y</body></html>',
    '<!DOCTYPE html><!DOCTYPE foo><p>x', '<html><!DOCTYPE html><p>x<table>',
    // Scripts and other raw text.
    '<script>document.write("<body></body>")</script><body>x', '<script>"</body>"</script>x',
    '<script><!-- <script></script> --></script>x', '<script><!--<script>x',
    '<script><!--<script></script>',
    '<script><!-- <script> </script> <body> --> </script><body>x', '<script><!--></script><body>x',
    '<script><!---></script><body>x', '<script><!-- -- <script> --></script><body>x',
    '<script></SCRIPT foo="</script>">x', '<script></script foo', '<script></scriptx></script><p>x',
    '<script type="text/template"><body class=x></script><body>y',
    '<script/><body></script><body>x',
    '<title><!-- </title><body>x', '<title></titlex></title/><body>y',
    '<style><!-- </style><body>x',
    '<title>&lt;/title></title><body>x', '<textarea></body></textarea>x', '<xmp><body></xmp>x',
    '<noframes><body></noframes><body>x', '<noembed><body></noembed>x', '<iframe></body></iframe>x',
    '<plaintext><body>', '<head><plaintext></body>',
    '<body><script>"<body>"</script><style><body></style>x',
    // noscript.
    '<head><noscript><style>a{}</style></noscript></head><body>x',
    '<head><noscript><img></noscript><title>x</title></head><body>y',
    '<head><noscript><!-- </noscript><body>x --></noscript>', '<noscript><p>x</noscript>y',
    '<body><noscript><p>x</noscript>y',
    '<head></head><noscript>x</noscript><body>y', '<head><noscript><noscript></noscript><body>x',
    '<head><noscript><link title="</noscript>"><body>x', '<noscript>', '<head><noscript>x',
    '<head></head><noscript>x</noscript><frameset><frame></frameset>',
    // template.
    '<head><template><body><p>x</template><body>y', '<template>x', '<template></template>x',
    '<template><template></template><body></template><body>y',
    '<template><svg><template></svg></template><body>x',
    '<template><svg><title><body></template><body>x',
    '<template><svg><style/></svg><body></template><body>x',
    '<template><svg><![CDATA[</template>]]></svg></template><body>x',
    '<template><math><mi><template></mi></math></template><body>y',
    '<head></head><template><p></template><body>x',
    '<template><table><tr><td></template><body>x', '<template><select><option></template><body>x',
    '<template><div></head></body></template></head><body>x', '<head></template><body>x',
    '<template><svg><p><![CDATA[</template>]]><body>x',
    '<template><svg><foreignObject><style></template></style></svg></template><body>x',
    '<template><svg><desc><title></desc></title></svg></template><body>y',
    '<template><svg></p><![CDATA[</template>x]]><body>y',
    '<template><math><annotation-xml encoding="text/html"><style></template></style></math></template><body>x',
    '<template><math><annotation-xml><svg><style/></template><body>x',
    '<template><svg><font color=x><style></template></style></template><body>y',
    // Frames.
    '<html><head><title>x</title></head><frameset cols="*,*"><frame src=a><frame src=b><noframes><body>y</body></noframes></frameset></html>',
    '<frameset></frameset>', '<html><frameset><frame></frameset></html> <!-- x -->',
    '<head></head> <frameset></frameset><noframes>x</noframes>',
    '<div><frameset><frame></frameset>', '<p>x<frameset></frameset>', '<body><frameset></frameset>',
    '<br><frameset></frameset>',
    '<!-- x --><script>x</script><frameset rows=*><script>"<frame>"</script><frame></frameset>',
    '<html><frameset><frameset><frame></frameset></frameset>',
    '<form><div><span><frameset><frame></frameset>', '<div> <!-- x --> <frameset></frameset>',
    '<head></head></body><frameset></frameset>',
    '<div><script>x</script><style>y</style><frameset></frameset>',
    '<center><font><a><frameset></frameset>x',
    // SVG, MathML, selects, tables.
    '<svg><title>x</title></svg>', '<svg><body>x', '<svg><head></head><body></svg>y',
    '<math><mi>x</mi></math>', '<svg><desc><p>x</svg>y',
    '<select><option>x<body></select>y', '<select><title>x</select>', '<table>x<tr>y<td>z',
    '<table><body><tr><td>x', '<table><caption>x<table>',
    '<table><script>"<body>"</script><tr><td>x', '<colgroup><col>', '<ruby><rt>x',
    '<marquee><object><applet>x', '<table><input type=hidden>x',
    // Attributes.
    '<body title="<body>" class=\'>\'>x', '<body a=">"b=\'"\'c>x', '<body =x>y', '<body "x>y',
    '<body a="x', '<body a = b / c>x',
    '<body/>x', '<body /a/>x', '<BODY\tA\n=\r\nB\f>x', '<html a=">"><head b=\'>\'><body c=>x',
    '<body onload="if (a > b) x(\'<body>\')">y',
    '<head profile=a/b/>x', '<meta content="<body>"><body>x', '<body a="&quot;>">x', '<body\0a>x',
    '<bodyx>y', '<body-x>y', '<headx>y',
    // Charsets.
    '\xef\xbb\xbf<!DOCTYPE html><title>x</title><body>y', '\xef\xbb\xbf', '\xef\xbb\xbf<p>x',
    '\xef\xbb\xbf<body>x',
    '<meta charset=windows-1252><title>Caf\xe9</title><body>\xe9',
    '<meta charset=shift_jis><title>\x83\x5c\x95\x5c</title><body>\x83\x5c',
    '<meta charset=gbk><title>\xd6\xd0</title><body title="\x81\x5c">\xce\xc4',
    '<title>\xc3\xa9</title>\xc3\xa9', '\xa0<body>x', '\x0b<body>x', '\x00<body>x',
    '<title>\x1b[0m</title><body>x',
    // White space, the odder kinds too.
    '<html> <head> <title>x</title> </head> <body> y </body> </html> ',
    '<head></head>\f\r\n<body>x', '<head></head>&Tab;&NewLine;<body>y',
    '<head></head>&#9;&#x20<body>y', '<head></head>&nbsp;<body>y', '<head></head>&#0;<body>y',
    '<head></head>&#13;x', '<title>x</title>\u0020\u0020y',
    '<head></head>&#32;&#32;x', '<html>&#32;<body>x', '&Tab;<title>x</title>y', '<head>&#10;x',
    '<head></head>&#160;<body>', '<head></head>&#;<body>x',
].map((text) => Buffer.from(text, 'latin1'));

const latin1 = (text) => Buffer.from(text, 'latin1');
const T = 'https://tracker.example/x';

/** Documents from which third parties are refused. */
export const TRACKED = [
    `<script src="${T}"></script><p>x`, `<body><img src=${T}><img src='${T}' alt=">">`,
    `<img/src=${T}/>x`,
    `<p style="background:url(${T})">x`, `<iframe src="${T}"><p>x</iframe>y`,
    `<video poster=${T}><source src=${T}>`,
    `<svg><image xlink:href="${T}"/><script href=${T} /></svg>x`,
    `<svg><use href=${T} /><title><img src=${T}></title></svg>`,
    `<link rel=preload href=${T}><body background=${T}>x`,
    `<object data=${T}><embed src=${T}></object>`,
    `<img src=${T} src=/y SRC='${T}'>`, `<img srcset="/a 1x, ${T} 2x"><a ping=${T} href=${T}>x</a>`,
    `<meta http-equiv=refresh content="1;url=${T}"><body>x`,
    `<frameset><frame src=${T}></frameset>`,
    `<table background=${T}><tr><td background='${T}'>x`,
    `<input type=image src=${T}><select><option>x`,
    `<!-- <img src=${T}> --><title><img src=${T}></title><textarea><img src=${T}></textarea>`,
    `<template><img src=${T}></template>x`,
    `<script>"<img src=${T}>"</script><style>p{x:'<img src=${T}>'}</style>`,
    `<plaintext><img src=${T}>`, `<img src=${T}`,
    `<noframes><img src=${T}></noframes><xmp><img src=${T}></xmp>`,
    `<math><mi><img src=${T}></mi></math>`, `<img src="${T}"alt="x"title='y'>`,
    `<img ="x" src=${T}>`, `<img src\n=\n${T}\n>x`,
].map(latin1);

const BEGINNINGS = [
    '', '<!DOCTYPE html>',
    '<!-- x -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">',
    '\xef\xbb\xbf<!doctype html>\n',
    '<?xml version="1.0"?>'];
const HEADS = [
    '', '<html>', '<html><head>', '<html><head><title>a</title><script>"<body>"</script></head>',
    '<html>\n<head>\n<meta charset=x>\n</head>\n',
    '<title>a', '<head><noscript><link></noscript><template><p></template>'];
const BETWEEN = [
    '', '\n', '<!-- <body> -->', '<script><!-- <script> </script> --></script>', '<style>x</style>',
    '&#32;', '</head>',
];
const BODIES = [
    '', '<body>', '<body class="a>b">', '<p>', 'x', '<div><span>', '<table>x<tr>y',
    '<frameset><frame></frameset>', '<svg><title>x</svg>',
    '<select><option>x'];
const ENDS = [
    '', 'x</body></html>\n', '<p>y<b>z', '<frameset></frameset>', '<!-- x',
    '<script>"</body>"</script>',
];

/** All of them, in all combinations. */
export function* combinations() {
    for (const beginning of BEGINNINGS) {
        for (const head of HEADS) {
            for (const between of BETWEEN) {
                for (const body of BODIES) {
                    for (const end of ENDS) {
                        yield latin1(beginning + head + between + body + end);
                    }
                }
            }
        }
    }
}

const XML_HEADS = [
    '', '<head/>', '<head><title>a</title></head>',
    '<head>\n<script><![CDATA["<body>"]]></script></head>',
    '<!-- <head> --><head><title/></head>', '<?x <head> ?><head profile="a&gt;b"/>'];
const XML_BODIES = [
    '', '<body/>', '<body>x</body>',
    '\n<body class="a>b" title=\'"\'><p>x<br/></p><!-- <body> --></body>',
    '<body><svg xmlns="http://www.w3.org/2000/svg"><title>x</title><style/></svg></body>',
    '<frameset><frame src="a"/></frameset>',
    '<p><body>x</body></p><body>y</body>'];
const XML_PROLOGUES = [
    '', '<?xml version="1.0"?>\n', '<!DOCTYPE html>', '<!DOCTYPE html [<!ENTITY a "<body>">]>',
    '<!-- <html><body> -->',
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
];

/** XHTML documents, all well formed. */
export function* xhtml() {
    for (const prologue of XML_PROLOGUES) {
        for (const head of XML_HEADS) {
            for (const body of XML_BODIES) {
                yield latin1(`${prologue}<html xmlns="http://www.w3.org/1999/xhtml">${head}${body}</html>\n`);
            }
        }
    }
}

// Documents of all kinds get the banner, and stay what they are.

import assert from 'node:assert/strict';
import test from 'node:test';
import {gzipSync} from 'node:zlib';

import {legacyPage} from './harness/legacy_site.mjs';
import {assertNoBanner, granting, LegacyStage} from './harness/legacy_stage.mjs';

function bytes(...parts) {
    return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

const XHTML = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"
    "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="cy"><head><title>Tŷ &amp; gardd</title></head>
<body><h1 id="text">Tŷ <![CDATA[<&>]]></h1><script type="text/javascript">//<![CDATA[
window.ran = 1 < 2 && '</body>';
//]]></script></body></html>`;

// `text` is what #text reads, whatever the bytes were.
const DOCUMENTS = {
    'XHTML': {type: 'application/xhtml+xml', body: XHTML, text: 'Tŷ <&>'},
    'windows-1252': {type: 'text/html; charset=windows-1252', text: 'Café “£5” – €',
                     body: bytes('<title>1252</title><h1 id=text>Caf', [0xe9, 0x20, 0x93, 0xa3],
                                 '5', [0x94, 0x20, 0x96, 0x20, 0x80], '</h1>')},
    'Shift_JIS': {type: 'text/html; charset=Shift_JIS', text: '日本 ソ表',
                  // The second byte of the last two is a backslash.
                  body: bytes('<title>SJIS</title><h1 id=text>', [0x93, 0xfa, 0x96, 0x7b, 0x20,
                                                                  0x83, 0x5c, 0x95, 0x5c],
                              '</h1>')},
    'Shift_JIS, said in the markup': {
        type: 'text/html', text: '日本',
        body: bytes('<!DOCTYPE html><html><head><meta charset="Shift_JIS"><title>SJIS</title>' +
                    '</head><body><h1 id=text>', [0x93, 0xfa, 0x96, 0x7b], '</h1>')},
    'UTF-8, by its mark': {type: 'text/html', text: 'Tŷ',
                           body: bytes([0xef, 0xbb, 0xbf], '<!DOCTYPE html><h1 id=text>Tŷ</h1>')},
    'gzip, whatever was asked for': {type: 'text/html; charset=utf-8', text: 'Tŷ',
                                     headers: {'Content-Encoding': 'gzip'},
                                     body: gzipSync(legacyPage({body: '<p id=text>Tŷ</p>'}))},
    'no head, no body': {type: 'text/html', text: 'Text', body: '<p id=text>Text</p>'},
    'comments and scripts before': {type: 'text/html', text: 'Text', body: `<!-- <body> -->
<!DOCTYPE html><!--[if IE]><body><![endif]--><title><body></title><script>
window.s = "<body></body>"; // <!-- <script></script>
</script><body class="a>b"><p id=text>Text</p>`},
};

for (const [name, {type, headers, body, text}] of Object.entries(DOCUMENTS)) {
    for (const script of /XHTML|gzip/.test(name) ? [true, false] : [true]) {
        test(`a document (${name}, ${script ? 'with' : 'without'} script)`, async (t) => {
            const stage = await LegacyStage.open(t, {script, site: {
                '/page': {headers: {'Content-Type': type, ...headers}, body}}});
            await stage.visit('/page');
            await stage.page.getByRole('heading', {name: 'Cookies on Legacy'}).waitFor();
            const place = await stage.banner().evaluate((element) => [
                element.parentNode.localName, element.previousElementSibling?.localName]);
            assert.deepEqual(place, ['body', undefined]);
            const textOf = () => stage.page.evaluate(
                () => document.getElementById('text')?.textContent);
            assert.equal(await textOf(), text);
            await stage.choose('Accept additional cookies');
            assert.deepEqual((await stage.state()).policy,
                             granting('settings', 'usage', 'campaigns'));
            assert.equal(await textOf(), text);
            await stage.visit('/page');
            assert.equal(await stage.banner().count(), 0);
            assert.deepEqual(stage.complaints, []);
        });
    }
}

for (const script of [true, false]) {
    test(`a slow page (${script ? 'with' : 'without'} script): there before its last byte`,
         async (t) => {
        let finish;
        const stage = await LegacyStage.open(t, {script, site: {'/slow': (request, response) => {
            response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'});
            response.write('<!DOCTYPE html><html lang="en"><head><title>Slow</title></head><body>' +
                           '<p id="first">First</p>');
            finish = () => response.end('<p id="last">Last</p></body></html>');
        }}});
        const loaded = stage.page.goto(`${stage.base}/slow`);
        await stage.page.locator('#first').waitFor();
        assert.equal(await stage.banner().isVisible(), true);
        assert.equal(await stage.page.locator('#last').count(), 0);
        finish();
        await loaded;
        await stage.page.locator('#last').waitFor();
        await stage.choose('Reject additional cookies');
        if (!script) {
            finish();
        }
    });

    test(`frames (${script ? 'with' : 'without'} script): one banner, in the page`, async (t) => {
        const stage = await LegacyStage.open(t, {script, site: {'/outer': legacyPage({
            body: '<iframe title="Inner" src="/inner"></iframe><object data="/object"></object>' +
                  '<embed src="/embed">'})}});
        await stage.page.goto(`${stage.base}/outer`, {waitUntil: 'load'});
        assert.equal(await stage.banner().count(), 1);
        const inner = stage.page.frames().filter((frame) => frame.parentFrame());
        assert.equal(inner.length, 3);
        for (const frame of inner) {
            await frame.getByRole('heading', {level: 1}).waitFor();
            assert.equal(await frame.locator('#consent-proxy-banner').count(), 0, frame.url());
        }
        assert.deepEqual(await stage.names(), stage.allowed());
    });

    test(`answers to a form and errors (${script ? 'with' : 'without'} script) get no banner`,
         async (t) => {
        const stage = await LegacyStage.open(t, {script, site: {
            '/form': legacyPage({body: '<form method="post" action="/answer"><button>Send' +
                                       '</button></form>'}),
            '/gone': {status: 404, body: legacyPage({title: 'Not found'})},
        }});
        await stage.visit('/form');
        await stage.button('Send').click();
        await stage.page.getByRole('heading', {name: '/answer'}).waitFor();
        await assertNoBanner(stage, 'the answer to a form');
        await stage.page.goto(`${stage.base}/gone`);
        await stage.page.getByRole('heading', {name: 'Not found'}).waitFor();
        await assertNoBanner(stage, 'an error');
        assert.deepEqual(await stage.names(), stage.allowed());
    });
}

test('a frameset keeps its frames', async (t) => {
    const stage = await LegacyStage.open(t, {site: {'/frames': `<!DOCTYPE html><html><head>
<title>Frames</title></head><frameset cols="50%,50%"><frame src="/left"><frame src="/right">
</frameset></html>`}});
    await stage.page.goto(`${stage.base}/frames`, {waitUntil: 'load'});
    assert.deepEqual(stage.page.frames().slice(1).map((frame) => new URL(frame.url()).pathname),
                     ['/left', '/right']);
});

test('a request of a script gets what the origin wrote', async (t) => {
    const fragment = '<p>Fragment</p>';
    const stage = await LegacyStage.open(t, {site: {'/fragment': fragment}});
    await stage.visit('/');
    const got = await stage.page.evaluate(async () => (await fetch('/fragment')).text());
    assert.equal(got, fragment);
});

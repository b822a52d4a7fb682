// Who is refused does not hear of the visitor: not a connection, with script and without.

import assert from 'node:assert/strict';
import test from 'node:test';

import {REQUESTS, TAGS} from '../guard/harness/techniques.mjs';
import {ThirdParty} from '../guard/harness/third_party.mjs';
import {legacyPage} from './harness/legacy_site.mjs';
import {LegacyStage} from './harness/legacy_stage.mjs';

// What fetches by itself while the page comes, written for a URL; the first of each pair is for
// <head>.
const MARKUP = {
    'script': ['', (url) => `<script src="${url}"></script>`],
    'script, in head, deferred': [(url) => `<script defer src='${url}'></script>`],
    'module': ['', (url) => `<script type="module" src="${url}"></script>`],
    'stylesheet': [(url) => `<link rel="stylesheet" href="${url}">`],
    'preload': [(url) => `<link rel="preload" as="image" href="${url}">`],
    'modulepreload': [(url) => `<link rel="modulepreload" href="${url}">`],
    'prefetch': [(url) => `<link href="${url}" rel=prefetch>`],
    'img': ['', (url) => `<img src="${url}" alt="">`],
    'img, no quotes': ['', (url) => `<img alt="" src=${url}>`],
    'img, in upper case': ['', (url) => `<IMG ALT='>' SRC='${url.toUpperCase()}'>`],
    'img, by reference': ['', (url) => `<img alt="" src="${url.replace('http', '&#104;ttp')}">`],
    'img, odd slashes': ['', (url) => `<img alt="" src="${url.replace('//', '\\\\')}">`],
    'img, white space': ['', (url) => `<img alt="" src="\n ${url.replace('://', ':\n//')} ">`],
    'img, without scheme': ['', (url) => `<img alt="" src="${url.replace('http:', '')}">`],
    'img, dot': ['', (url) => `<img alt="" src="${url.replace(/:(\d+)/, '.:$1')}">`],
    'srcset': ['', (url) => `<img alt="" srcset="/own.gif 9x, ${url} 1x">`],
    'picture': ['', (url) => `<picture><source srcset="${url}"><img alt=""></picture>`],
    'iframe': ['', (url) => `<iframe title="Frame" src="${url}"></iframe>`],
    'srcdoc': ['', (url) => `<iframe title="Frame" srcdoc="<img src='${url}'>"></iframe>`],
    'object': ['', (url) => `<object data="${url}"></object>`],
    'embed': ['', (url) => `<embed src="${url}">`],
    'video': ['', (url) => `<video preload="auto" src="${url}"></video>`],
    'poster': ['', (url) => `<video poster="${url}"></video>`],
    'audio': ['', (url) => `<audio preload="auto"><source src="${url}"></audio>`],
    'input': ['', (url) => `<input type="image" alt="Go" src="${url}">`],
    'svg image': ['', (url) => `<svg><image width="9" height="9" href="${url}"/></svg>`],
    'svg image, xlink': ['', (url) => `<svg><image width="9" height="9" xlink:href="${url}"/>
</svg>`],
    'svg feImage': ['', (url) => `<svg><filter id="f"><feImage href="${url}"/></filter>
<rect width="9" height="9" filter="url(#f)"/></svg>`],
    'svg script': ['', (url) => `<svg><script href="${url}"></script></svg>`],
    'style element': ['', (url) => `<style>[id="${url}"] { background: url("${url}"); }</style>
<p id="${url}">Styled</p>`],
    'import': [(url) => `<style>@import '${url}';</style>`],
    'style attribute': ['', (url) => `<p style="background-image: url(${url})">Styled</p>`],
    'background': ['', (url) => `<table background="${url}"><tr><td>Cell</table>`],
};
// Without script browsers show what is in there; and some of the above they do not fetch then.
const NOSCRIPT = {
    'noscript': ['', (url) => `<noscript><img alt="" src="${url}"></noscript>`],
    'noscript, in head': [(url) => `<noscript><link rel="stylesheet" href="${url}"></noscript>`],
};
const SCRIPTED = /script|^module/;
// A style sheet was filtered, and a frame's document is another: these come with the next page.
const LATER = ['style element', 'import', 'srcdoc'];

/** The parties of a test: by address and by name, each refused for the lack of another category. */
async function parties(t) {
    const byAddress = await ThirdParty.start('127.0.0.2', '127.0.0.2');
    t.after(() => byAddress.stop());
    const byName = await ThirdParty.start('127.0.0.3', 'www.videos.localhost');
    t.after(() => byName.stop());
    const open = await ThirdParty.start('127.0.0.1', 'cdn.localhost');
    t.after(() => open.stop());
    return {byAddress, byName, open, refused: [byAddress, byName]};
}

const REGISTRY = {third_parties: [{host: '127.0.0.2', category: 'usage'},
                                  {host: '*.videos.localhost', category: 'campaigns'}]};

/** A page with each of these, from each party; the paths are `/1`, `/2`, ... by technique. */
function pageOf(techniques, refused) {
    const write = (place) => refused.flatMap(
        ({url}) => Object.values(techniques).map(
            (pair, index) => pair[place] ? pair[place](`${url}/script-${index}`) : '')).join('\n');
    return legacyPage({head: write(0), body: write(1)});
}

for (const script of [true, false]) {
    const how = script ? 'with script' : 'without script';
    const techniques = script ? MARKUP
        : Object.fromEntries(Object.entries({...MARKUP, ...NOSCRIPT}).filter(
            ([name]) => name.startsWith('noscript') || !SCRIPTED.test(name)));
    const names = Object.keys(techniques);

    test(`what the markup would fetch (${how}): nothing while refused, all once granted`,
         async (t) => {
        const {refused, open} = await parties(t);
        const pathOf = (name) => {
            const path = `/script-${names.indexOf(name)}`;
            return name.includes('upper') ? path.toUpperCase() : path;
        };
        const stage = await LegacyStage.open(t, {script, registry: REGISTRY, site: {
            '/': pageOf(techniques, refused),
            '/open': pageOf(techniques, [open]),
        }});
        await stage.page.goto(`${stage.base}/open`, {waitUntil: 'networkidle'});
        for (const name of names) {
            await t.test(`unlisted: ${name}`, () => open.asked(pathOf(name)));
        }
        await stage.page.goto(`${stage.base}/`, {waitUntil: 'networkidle'});
        for (const party of refused) {
            assert.deepEqual(party.paths.map((path) => names[path.replace(/\D+/, '')]), []);
            assert.equal(party.connections, 0);
        }
        await stage.choose('Accept additional cookies');
        const granted = async (party, name) => {
            await t.test(`granted: ${name}, ${party.host}`, () => party.asked(pathOf(name)));
        };
        for (const party of refused) {
            for (const name of names.filter((one) => !script || !LATER.includes(one))) {
                await granted(party, name);
            }
        }
        await stage.visit('/');
        for (const party of refused) {
            for (const name of names.filter((one) => LATER.includes(one))) {
                await granted(party, name);
            }
        }
    });

    // Headless Chromium does not follow them, so that only the markup can tell.
    test(`hints of a connection (${how}) are held as well`, async (t) => {
        const {refused, open} = await parties(t);
        const hints = {'preconnect': [(url) => `<link rel="preconnect" href="${url}">`],
                       'dns-prefetch': [(url) => `<link rel="dns-prefetch" href="${url}">`]};
        const stage = await LegacyStage.open(t, {script, registry: REGISTRY, site: {
            '/': pageOf(hints, [...refused, open])}});
        const links = () => stage.page.locator('link[rel=preconnect], link[rel=dns-prefetch]')
            .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
        const from = (...all) => all.flatMap(({url}) => [`${url}/script-0`, `${url}/script-1`]);
        await stage.visit('/');
        assert.deepEqual((await links()).filter(Boolean), from(open));
        await stage.choose('Accept additional cookies');
        assert.deepEqual(await links(), from(...refused, open));
    });

    test(`granted one and not the other (${how})`, async (t) => {
        const {byAddress, byName} = await parties(t);
        const images = `<img alt="" src="${byAddress.url}/a"><img alt="" src="${byName.url}/b">`;
        const stage = await LegacyStage.open(t, {script, registry: REGISTRY,
                                                 site: {'/': legacyPage({body: images})}});
        await stage.visit('/');
        await stage.page.getByRole('link', {name: 'View cookies'}).click();
        await stage.page.getByRole('group', {name: 'Usage'})
                        .getByRole('radio', {name: 'Yes'}).check();
        await stage.button('Save cookie settings').click();
        await byAddress.asked('/a');
        await stage.page.waitForLoadState('networkidle');
        assert.equal(byName.connections, 0);
    });
}

test('tags and requests of scripts: refused, then granted without a reload', async (t) => {
    const {byAddress, byName, open} = await parties(t);
    const stage = await LegacyStage.open(t, {registry: REGISTRY});
    await stage.visit('/');
    const tags = Object.entries(TAGS).filter(([name]) => !name.includes('TEST'));
    for (const [index, [, insert]] of tags.entries()) {
        await stage.page.evaluate(insert, `${byAddress.url}/script-${index}`);
        await stage.page.evaluate(insert, `${byName.url}/script-${index}`);
        await stage.page.evaluate(insert, `${open.url}/script-${index}`);
        await open.asked(`/script-${index}`);
    }
    for (const [name, ask] of Object.entries(REQUESTS)) {
        assert.equal(await stage.page.evaluate(ask, `${byAddress.url}/x`), 'TypeError', name);
        assert.equal(await stage.page.evaluate(ask, `${byName.url}/x`), 'TypeError', name);
        assert.equal(await stage.page.evaluate(ask, `${open.url}/x`), 'answered', name);
    }
    assert.deepEqual([byAddress.connections, byName.connections], [0, 0]);

    await stage.choose('Accept additional cookies');
    await byAddress.asked('/script-0');
    await byName.asked('/script-0');
    for (const [name, ask] of Object.entries(REQUESTS)) {
        assert.equal(await stage.page.evaluate(ask, `${byName.url}/x`), 'answered', name);
    }
});

test('withdrawn with script in the page: the next tag is held again', async (t) => {
    const {byAddress, open} = await parties(t);
    const stage = await LegacyStage.open(t, {registry: REGISTRY});
    await stage.visit('/');
    await stage.choose('Accept additional cookies');
    await stage.page.evaluate(TAGS['new Image'], `${byAddress.url}/granted`);
    await byAddress.asked('/granted');
    const settings = await stage.newTab();
    await stage.visit('/cookies', settings);
    for (const no of await settings.getByRole('radio', {name: 'No', exact: true}).all()) {
        await no.check();
    }
    const told = stage.page.evaluate(() => new Promise((resolve) => {
        document.addEventListener('consentproxy:change', ({detail}) => resolve(detail));
    }));
    await stage.button('Save cookie settings', settings).click();
    assert.deepEqual((await told).withdrawn.sort(), ['campaigns', 'settings', 'usage']);
    await stage.page.evaluate(TAGS['new Image'], `${byAddress.url}/withdrawn`);
    await stage.page.evaluate(TAGS['new Image'], `${open.url}/withdrawn`);
    await open.asked('/withdrawn');
    assert.ok(!byAddress.paths.includes('/withdrawn'));
});

for (const script of [true, false]) {
    test(`a video (${script ? 'with' : 'without'} script): a link until it is granted`,
         async (t) => {
        const stage = await LegacyStage.open(t, {
            script,
            registry: {third_parties: [
                {host: '*.youtube.com', category: 'campaigns'},
                {host: '*.youtube-nocookie.com', category: 'campaigns'}]},
            site: {'/': legacyPage({body: `
<iframe title="The &amp; cat" src="https://www.youtube.com/embed/abc_DEF-123?rel=0"></iframe>
<iframe title="Dog" src="https://www.youtube-nocookie.com/embed/dog45678901"></iframe>`})},
        });
        await stage.visit('/');
        const link = stage.page.getByRole('link', {name: 'Watch “The & cat” on YouTube'});
        assert.equal(await link.getAttribute('href'),
                     'https://www.youtube.com/watch?v=abc_DEF-123');
        await stage.page.getByRole('link', {name: 'Watch “Dog” on YouTube'}).waitFor();
        assert.equal(await stage.page.locator('iframe').count(), 0);
        await stage.choose('Accept additional cookies');
        await stage.visit('/');
        assert.equal(await stage.page.locator('iframe').count(), 2);
        assert.equal(await link.count(), 0);
    });
}
